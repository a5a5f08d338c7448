SELECT
  order_year,
  SUM(CASE WHEN nation = 'BRAZIL' THEN volume ELSE 0 END) / SUM(volume) AS market_share
FROM (
  SELECT
    EXTRACT(YEAR FROM o_orderdate) AS order_year,
    l_extendedprice * (1 - l_discount) AS volume,
    sn.n_name AS nation
  FROM tpch.part
  JOIN tpch.lineitem ON l_partkey = p_partkey
  JOIN tpch.supplier ON s_suppkey = l_suppkey
  JOIN tpch.orders ON o_orderkey = l_orderkey
  JOIN tpch.customer ON c_custkey = o_custkey
  JOIN tpch.nation AS cn ON cn.n_nationkey = c_nationkey
  JOIN tpch.region ON r_regionkey = cn.n_regionkey
  JOIN tpch.nation AS sn ON sn.n_nationkey = s_nationkey
  WHERE r_name = 'AMERICA'
    AND o_orderdate BETWEEN DATE '1995-01-01' AND DATE '1996-12-31'
    AND p_type = 'ECONOMY ANODIZED STEEL'
) AS sales
GROUP BY order_year
ORDER BY order_year
