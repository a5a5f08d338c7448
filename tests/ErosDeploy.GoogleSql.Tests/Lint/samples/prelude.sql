CREATE TABLE IF NOT EXISTS §orders (
  id INT64 NOT NULL, account_id STRING, placed_on DATE, placed_at TIMESTAMP, price NUMERIC, weight FLOAT64, tags ARRAY<STRING>, box STRUCT<w INT64>
) PARTITION BY placed_on CLUSTER BY account_id;
CREATE TABLE IF NOT EXISTS §accounts (account_id STRING NOT NULL, size STRING, joined DATETIME);
CREATE TABLE IF NOT EXISTS §archive (id INT64);
CREATE OR REPLACE VIEW §recent_orders AS SELECT id, account_id FROM §orders;
CREATE OR REPLACE TABLE FUNCTION §orders_of(p_account STRING) AS SELECT id, price FROM §orders WHERE account_id = p_account;
CREATE OR REPLACE PROCEDURE §archive_order(IN p_id INT64)
BEGIN
  INSERT INTO §archive (id) VALUES (p_id);
END;
