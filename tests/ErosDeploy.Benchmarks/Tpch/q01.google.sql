SELECT
  l_returnflag,
  l_linestatus,
  SUM(l_quantity) AS quantity,
  SUM(l_extendedprice) AS gross,
  SUM(l_extendedprice * (1 - l_discount)) AS net,
  SUM(l_extendedprice * (1 - l_discount) * (1 + l_tax)) AS charge,
  AVG(l_quantity) AS mean_quantity,
  AVG(l_extendedprice) AS mean_price,
  AVG(l_discount) AS mean_discount,
  COUNT(*) AS line_count
FROM tpch.lineitem
WHERE l_shipdate <= DATE_SUB(DATE '1998-12-01', INTERVAL 90 DAY)
GROUP BY l_returnflag, l_linestatus
ORDER BY l_returnflag, l_linestatus
