WITH revenues AS (
  SELECT l_suppkey AS supplier_no, SUM(l_extendedprice * (1 - l_discount)) AS total
  FROM tpch.lineitem
  WHERE l_shipdate >= DATE '1996-01-01' AND l_shipdate < DATE_ADD(DATE '1996-01-01', INTERVAL 3 MONTH)
  GROUP BY l_suppkey
)
SELECT s_suppkey, s_name, s_address, s_phone, total
FROM tpch.supplier
JOIN revenues ON supplier_no = s_suppkey
WHERE total = (SELECT MAX(total) FROM revenues)
ORDER BY s_suppkey
