-- Money: a currency code that is passed on over three levels, balances, statements with windows, settings without a link.
CREATE TABLE tb_currency (code text PRIMARY KEY, symbol text);
CREATE TABLE tb_setting (name text PRIMARY KEY, value text);
CREATE TABLE tb_account (currency text REFERENCES tb_currency ON UPDATE CASCADE ON DELETE CASCADE, no int, title text, PRIMARY KEY (currency, no));
CREATE TABLE tb_entry (currency text, account int, seq int, amount numeric(12, 2), booked date, PRIMARY KEY (currency, account, seq),
  FOREIGN KEY (currency, account) REFERENCES tb_account ON UPDATE CASCADE ON DELETE CASCADE);
CREATE TABLE tb_attachment (id int PRIMARY KEY, currency text, account int, seq int, file text,
  FOREIGN KEY (currency, account, seq) REFERENCES tb_entry ON UPDATE CASCADE ON DELETE SET NULL);
CREATE TABLE tb_budget (id int PRIMARY KEY, currency text, account int, amount int,
  FOREIGN KEY (currency, account) REFERENCES tb_account MATCH FULL ON UPDATE CASCADE ON DELETE CASCADE);
CREATE MATERIALIZED VIEW mv_total AS SELECT currency, sum(amount) AS total FROM tb_entry GROUP BY currency;
CREATE VIEW v_account AS SELECT a.currency, a.no, a.title, c.symbol, (SELECT sum(e.amount) FROM tb_entry e WHERE e.currency = a.currency AND e.account = a.no) AS balance
  FROM tb_account a JOIN tb_currency c ON c.code = a.currency;
CREATE VIEW v_entry AS SELECT e.currency, e.account, e.seq, e.amount, sum(e.amount) OVER (PARTITION BY e.currency, e.account ORDER BY e.seq) AS running FROM tb_entry e;
CREATE VIEW v_attachment AS SELECT t.id, t.file, e.amount, c.symbol FROM tb_attachment t LEFT JOIN tb_entry e ON e.currency = t.currency AND e.account = t.account AND e.seq = t.seq
  LEFT JOIN tb_currency c ON c.code = t.currency;
CREATE VIEW v_currency AS SELECT c.code, c.symbol, m.total, (SELECT value FROM tb_setting WHERE name = 'rounding') AS rounding FROM tb_currency c LEFT JOIN mv_total m ON m.currency = c.code;
CREATE VIEW v_statement AS SELECT DISTINCT ON (e.currency, e.account) e.currency, e.account, e.booked, e.amount FROM tb_entry e ORDER BY e.currency, e.account, e.booked DESC NULLS LAST, e.seq;
CREATE VIEW v_month AS SELECT date_trunc('month', e.booked) AS id, count(*) AS entries FROM tb_entry e GROUP BY 1;
CREATE VIEW v_daily AS SELECT e.booked AS id, e.currency, sum(e.amount) AS total FROM tb_entry e GROUP BY GROUPING SETS ((e.booked), (e.booked, e.currency));
