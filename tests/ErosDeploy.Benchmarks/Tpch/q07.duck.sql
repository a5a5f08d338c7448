SELECT supplier_nation, customer_nation, ship_year, SUM(volume) AS revenue
FROM (
  SELECT
    sn.n_name AS supplier_nation,
    cn.n_name AS customer_nation,
    EXTRACT(YEAR FROM l_shipdate) AS ship_year,
    l_extendedprice * (1 - l_discount) AS volume
  FROM supplier
  JOIN lineitem ON l_suppkey = s_suppkey
  JOIN orders ON o_orderkey = l_orderkey
  JOIN customer ON c_custkey = o_custkey
  JOIN nation AS sn ON sn.n_nationkey = s_nationkey
  JOIN nation AS cn ON cn.n_nationkey = c_nationkey
  WHERE (sn.n_name = 'FRANCE' AND cn.n_name = 'GERMANY' OR sn.n_name = 'GERMANY' AND cn.n_name = 'FRANCE')
    AND l_shipdate BETWEEN DATE '1995-01-01' AND DATE '1996-12-31'
) AS shipping
GROUP BY supplier_nation, customer_nation, ship_year
ORDER BY supplier_nation, customer_nation, ship_year
