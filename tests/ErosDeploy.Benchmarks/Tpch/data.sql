-- Eight tables of the shape and sizes of TPC-H at scale 0.1, the same on every run: attributes are squares of multiples of the keys, modulo a prime.
CREATE TEMP FUNCTION pick(k INT64, factor INT64, n INT64) AS (MOD(MOD(MOD(k * factor, 2147483647) * MOD(k * factor, 2147483647), 2147483647), n));

CREATE TABLE tpch.region AS
SELECT i AS r_regionkey, ['AFRICA', 'AMERICA', 'ASIA', 'EUROPE', 'MIDDLE EAST'][OFFSET(i)] AS r_name, CONCAT('comment on region ', CAST(i AS STRING)) AS r_comment
FROM UNNEST(GENERATE_ARRAY(0, 4)) AS i;

CREATE TABLE tpch.nation AS
SELECT n_nationkey, name AS n_name, CAST(region AS INT64) AS n_regionkey, CONCAT('comment on ', name) AS n_comment
FROM (
  SELECT i AS n_nationkey, SPLIT(entry, ':')[OFFSET(0)] AS name, SPLIT(entry, ':')[OFFSET(1)] AS region
  FROM UNNEST(['ALGERIA:0', 'ARGENTINA:1', 'BRAZIL:1', 'CANADA:1', 'EGYPT:4', 'ETHIOPIA:0', 'FRANCE:3', 'GERMANY:3', 'INDIA:2',
    'INDONESIA:2', 'IRAN:4', 'IRAQ:4', 'JAPAN:2', 'JORDAN:4', 'KENYA:0', 'MOROCCO:0', 'MOZAMBIQUE:0', 'PERU:1', 'CHINA:2',
    'ROMANIA:3', 'SAUDI ARABIA:4', 'VIETNAM:2', 'RUSSIA:3', 'UNITED KINGDOM:3', 'UNITED STATES:1']) AS entry WITH OFFSET AS i
);

CREATE TABLE tpch.supplier AS
SELECT
  k AS s_suppkey,
  CONCAT('Supplier#', LPAD(CAST(k AS STRING), 9, '0')) AS s_name,
  CONCAT('street ', CAST(pick(k, 1103515245, 100000) AS STRING)) AS s_address,
  pick(k, 1597334677, 25) AS s_nationkey,
  CONCAT(CAST(10 + pick(k, 1597334677, 25) AS STRING), '-', CAST(100 + pick(k, 747796405, 900) AS STRING), '-', CAST(1000 + pick(k, 1664525, 9000) AS STRING)) AS s_phone,
  CAST(pick(k, 1289706101, 1099998) - 99999 AS NUMERIC) / 100 AS s_acctbal,
  IF(pick(k, 2654435, 50) = 0, 'the Customer sent several Complaints', 'quick deliveries as agreed') AS s_comment
FROM UNNEST(GENERATE_ARRAY(1, 1000)) AS k;

CREATE TABLE tpch.customer AS
SELECT
  k AS c_custkey,
  CONCAT('Customer#', LPAD(CAST(k AS STRING), 9, '0')) AS c_name,
  CONCAT('avenue ', CAST(pick(k, 1103515245, 100000) AS STRING)) AS c_address,
  pick(k, 1812433253, 25) AS c_nationkey,
  CONCAT(CAST(10 + pick(k, 1812433253, 25) AS STRING), '-', CAST(100 + pick(k, 747796405, 900) AS STRING), '-', CAST(1000 + pick(k, 1664525, 9000) AS STRING)) AS c_phone,
  CAST(pick(k, 1289706101, 1099998) - 99999 AS NUMERIC) / 100 AS c_acctbal,
  ['AUTOMOBILE', 'BUILDING', 'FURNITURE', 'HOUSEHOLD', 'MACHINERY'][OFFSET(pick(k, 69069, 5))] AS c_mktsegment,
  CONCAT('buys at price level ', CAST(pick(k, 40014, 1000) AS STRING)) AS c_comment
FROM UNNEST(GENERATE_ARRAY(1, 15000)) AS k;

CREATE TABLE tpch.part AS
WITH words AS (SELECT ['almond', 'azure', 'beige', 'black', 'blue', 'brown', 'coral', 'cream', 'forest', 'ghost', 'gold', 'green', 'indigo', 'ivory', 'khaki', 'lace',
    'lemon', 'lime', 'linen', 'maroon', 'navy', 'olive', 'orange', 'orchid', 'peach', 'pink', 'plum', 'purple', 'red', 'rose', 'salmon', 'sienna', 'sky', 'snow', 'steel',
    'tan', 'thistle', 'violet', 'wheat', 'white'] AS colors)
SELECT
  k AS p_partkey,
  CONCAT(colors[OFFSET(pick(k, 1103515245, 40))], ' ', colors[OFFSET(pick(k, 747796405, 40))], ' ', colors[OFFSET(pick(k, 1664525, 40))]) AS p_name,
  CONCAT('Manufacturer#', CAST(1 + pick(k, 69069, 5) AS STRING)) AS p_mfgr,
  CONCAT('Brand#', CAST(1 + pick(k, 69069, 5) AS STRING), CAST(1 + pick(k, 40014, 5) AS STRING)) AS p_brand,
  CONCAT(
    ['STANDARD', 'SMALL', 'MEDIUM', 'LARGE', 'ECONOMY', 'PROMO'][OFFSET(pick(k, 1597334677, 6))], ' ',
    ['ANODIZED', 'BURNISHED', 'PLATED', 'POLISHED', 'BRUSHED'][OFFSET(pick(k, 1812433253, 5))], ' ',
    ['TIN', 'NICKEL', 'BRASS', 'STEEL', 'COPPER'][OFFSET(pick(k, 1289706101, 5))]) AS p_type,
  1 + pick(k, 1566083941, 50) AS p_size,
  CONCAT(['SM', 'LG', 'MED', 'JUMBO', 'WRAP'][OFFSET(pick(k, 2654435, 5))], ' ',
    ['CASE', 'BOX', 'BAG', 'JAR', 'PKG', 'PACK', 'CAN', 'DRUM'][OFFSET(pick(k, 16807, 8))]) AS p_container,
  CAST(90000 + MOD(DIV(k, 10), 20001) + 100 * MOD(k, 1000) AS NUMERIC) / 100 AS p_retailprice,
  CONCAT('part number ', CAST(k AS STRING)) AS p_comment
FROM UNNEST(GENERATE_ARRAY(1, 20000)) AS k CROSS JOIN words;

CREATE TABLE tpch.partsupp AS
SELECT
  k AS ps_partkey,
  MOD(k + i * (250 + DIV(k - 1, 1000)), 1000) + 1 AS ps_suppkey,
  1 + pick(k * 4 + i, 1103515245, 9999) AS ps_availqty,
  CAST(100 + pick(k * 4 + i, 747796405, 99901) AS NUMERIC) / 100 AS ps_supplycost,
  CONCAT('offer ', CAST(i AS STRING), ' for part ', CAST(k AS STRING)) AS ps_comment
FROM UNNEST(GENERATE_ARRAY(1, 20000)) AS k CROSS JOIN UNNEST(GENERATE_ARRAY(0, 3)) AS i;

CREATE TEMP TABLE headers AS
SELECT
  k AS h_order,
  DIV(pick(k, 1812433253, 10000), 2) * 3 + 1 + MOD(pick(k, 1812433253, 10000), 2) AS h_customer,
  DATE_ADD(DATE '1992-01-01', INTERVAL pick(k, 1597334677, 2406) DAY) AS h_date,
  1 + pick(k, 1289706101, 7) AS h_lines
FROM UNNEST(GENERATE_ARRAY(1, 150000)) AS k;

CREATE TABLE tpch.lineitem AS
WITH drafts AS (
  SELECT
    h_order, h_date, n, h_order * 8 + n AS k,
    1 + pick(h_order * 8 + n, 1103515245, 20000) AS part,
    1 + pick(h_order * 8 + n, 1664525, 50) AS quantity,
    DATE_ADD(h_date, INTERVAL 1 + pick(h_order * 8 + n, 747796405, 121) DAY) AS shipped
  FROM headers JOIN UNNEST(GENERATE_ARRAY(1, 7)) AS n ON n <= h_lines
), dated AS (
  SELECT *, DATE_ADD(shipped, INTERVAL 1 + pick(k, 40014, 30) DAY) AS received FROM drafts
)
SELECT
  h_order AS l_orderkey,
  part AS l_partkey,
  MOD(part + pick(k, 69069, 4) * (250 + DIV(part - 1, 1000)), 1000) + 1 AS l_suppkey,
  n AS l_linenumber,
  CAST(quantity AS NUMERIC) AS l_quantity,
  CAST(quantity * (90000 + MOD(DIV(part, 10), 20001) + 100 * MOD(part, 1000)) AS NUMERIC) / 100 AS l_extendedprice,
  CAST(pick(k, 1566083941, 11) AS NUMERIC) / 100 AS l_discount,
  CAST(pick(k, 2654435, 9) AS NUMERIC) / 100 AS l_tax,
  IF(received > DATE '1995-06-17', 'N', IF(pick(k, 16807, 2) = 0, 'R', 'A')) AS l_returnflag,
  IF(shipped > DATE '1995-06-17', 'O', 'F') AS l_linestatus,
  shipped AS l_shipdate,
  DATE_ADD(h_date, INTERVAL 30 + pick(k, 1289706101, 61) DAY) AS l_commitdate,
  received AS l_receiptdate,
  ['DELIVER IN PERSON', 'COLLECT COD', 'NONE', 'TAKE BACK RETURN'][OFFSET(pick(k, 214013, 4))] AS l_shipinstruct,
  ['REG AIR', 'AIR', 'RAIL', 'SHIP', 'TRUCK', 'MAIL', 'FOB'][OFFSET(pick(k, 1220703125, 7))] AS l_shipmode,
  CONCAT('line ', CAST(k AS STRING)) AS l_comment
FROM dated;

CREATE TABLE tpch.orders AS
WITH totals AS (
  SELECT l_orderkey, SUM(l_extendedprice * (1 + l_tax) * (1 - l_discount)) AS total, COUNTIF(l_linestatus = 'O') AS open_lines, COUNT(*) AS lines
  FROM tpch.lineitem GROUP BY l_orderkey
)
SELECT
  h_order AS o_orderkey,
  h_customer AS o_custkey,
  CASE open_lines WHEN 0 THEN 'F' WHEN lines THEN 'O' ELSE 'P' END AS o_orderstatus,
  ROUND(total, 2) AS o_totalprice,
  h_date AS o_orderdate,
  ['1-URGENT', '2-HIGH', '3-MEDIUM', '4-NOT SPECIFIED', '5-LOW'][OFFSET(pick(h_order, 69069, 5))] AS o_orderpriority,
  CONCAT('Clerk#', LPAD(CAST(1 + pick(h_order, 40014, 100) AS STRING), 9, '0')) AS o_clerk,
  0 AS o_shippriority,
  IF(pick(h_order, 2654435, 90) = 0, 'with special wishes and requests', CONCAT('order ', CAST(h_order AS STRING), ' as usual')) AS o_comment
FROM headers JOIN totals ON h_order = l_orderkey;
