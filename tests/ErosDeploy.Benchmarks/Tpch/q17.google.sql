SELECT SUM(l_extendedprice) / NUMERIC '7.0' AS yearly
FROM tpch.lineitem
JOIN tpch.part ON p_partkey = l_partkey
WHERE p_brand = 'Brand#23'
  AND p_container = 'MED BOX'
  AND l_quantity < (SELECT NUMERIC '0.2' * AVG(other.l_quantity) FROM tpch.lineitem AS other WHERE other.l_partkey = p_partkey)
