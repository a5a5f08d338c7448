SELECT order_count, COUNT(*) AS customers
FROM (
  SELECT c_custkey, COUNT(o_orderkey) AS order_count
  FROM customer
  LEFT JOIN orders ON o_custkey = c_custkey AND o_comment NOT LIKE '%special%requests%'
  GROUP BY c_custkey
) AS counts
GROUP BY order_count
ORDER BY customers DESC, order_count DESC
