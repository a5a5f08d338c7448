SELECT s_name, s_address
FROM tpch.supplier
JOIN tpch.nation ON n_nationkey = s_nationkey
WHERE n_name = 'CANADA'
  AND s_suppkey IN (
    SELECT ps_suppkey
    FROM tpch.partsupp
    WHERE ps_partkey IN (SELECT p_partkey FROM tpch.part WHERE p_name LIKE 'forest%')
      AND ps_availqty > (
        SELECT NUMERIC '0.5' * SUM(l_quantity)
        FROM tpch.lineitem
        WHERE l_partkey = ps_partkey
          AND l_suppkey = ps_suppkey
          AND l_shipdate >= DATE '1994-01-01'
          AND l_shipdate < DATE_ADD(DATE '1994-01-01', INTERVAL 1 YEAR)))
ORDER BY s_name
