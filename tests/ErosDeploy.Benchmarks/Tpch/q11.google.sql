SELECT ps_partkey, SUM(ps_supplycost * ps_availqty) AS stock_value
FROM tpch.partsupp
JOIN tpch.supplier ON s_suppkey = ps_suppkey
JOIN tpch.nation ON n_nationkey = s_nationkey
WHERE n_name = 'GERMANY'
GROUP BY ps_partkey
HAVING SUM(ps_supplycost * ps_availqty) > (
  SELECT SUM(ps_supplycost * ps_availqty) * NUMERIC '0.001'
  FROM tpch.partsupp
  JOIN tpch.supplier ON s_suppkey = ps_suppkey
  JOIN tpch.nation ON n_nationkey = s_nationkey
  WHERE n_name = 'GERMANY')
ORDER BY stock_value DESC, ps_partkey
