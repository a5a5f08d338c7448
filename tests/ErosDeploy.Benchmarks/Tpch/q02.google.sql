SELECT s_acctbal, s_name, n_name, p_partkey, p_mfgr, s_address, s_phone, s_comment
FROM tpch.part
JOIN tpch.partsupp ON ps_partkey = p_partkey
JOIN tpch.supplier ON s_suppkey = ps_suppkey
JOIN tpch.nation ON n_nationkey = s_nationkey
JOIN tpch.region ON r_regionkey = n_regionkey
WHERE p_size = 15
  AND p_type LIKE '%BRASS'
  AND r_name = 'EUROPE'
  AND ps_supplycost = (
    SELECT MIN(offer.ps_supplycost)
    FROM tpch.partsupp AS offer
    JOIN tpch.supplier AS s ON s.s_suppkey = offer.ps_suppkey
    JOIN tpch.nation AS n ON n.n_nationkey = s.s_nationkey
    JOIN tpch.region AS r ON r.r_regionkey = n.n_regionkey
    WHERE offer.ps_partkey = p_partkey AND r.r_name = 'EUROPE')
ORDER BY s_acctbal DESC, n_name, s_name, p_partkey
LIMIT 100
