-- Orders with lines of a composite key, a coupon that falls back to a default, prices in a history.
CREATE TABLE tb_customer (id int PRIMARY KEY, name text, vip boolean);
CREATE TABLE tb_coupon (code text PRIMARY KEY, percent int);
INSERT INTO tb_coupon VALUES ('none', 0);
CREATE TABLE tb_product (id int PRIMARY KEY, sku text NOT NULL UNIQUE, name text, active boolean);
CREATE TABLE tb_order (id int PRIMARY KEY, customer_id int REFERENCES tb_customer ON DELETE RESTRICT ON UPDATE CASCADE,
  coupon text NOT NULL DEFAULT 'none' REFERENCES tb_coupon ON DELETE SET DEFAULT ON UPDATE CASCADE, placed date);
CREATE TABLE tb_order_line (order_id int REFERENCES tb_order ON DELETE CASCADE ON UPDATE CASCADE, line int,
  sku text REFERENCES tb_product (sku) ON DELETE SET NULL ON UPDATE CASCADE, qty int, price numeric(10, 2),
  PRIMARY KEY (order_id, line));
CREATE TABLE tb_shipment (id int PRIMARY KEY, order_id int, line int,
  FOREIGN KEY (order_id, line) REFERENCES tb_order_line ON DELETE CASCADE ON UPDATE CASCADE);
CREATE VIEW v_order_line AS SELECT l.order_id, l.line, l.qty * l.price AS amount, p.name FROM tb_order_line l
  LEFT JOIN tb_product p ON p.sku = l.sku;
CREATE VIEW v_order AS SELECT o.id, c.name, k.percent, sum(l.qty * l.price) AS total, count(DISTINCT s.id) AS shipments
  FROM tb_order o LEFT JOIN tb_customer c ON c.id = o.customer_id JOIN tb_coupon k ON k.code = o.coupon
  LEFT JOIN tb_order_line l ON l.order_id = o.id LEFT JOIN tb_shipment s ON s.order_id = l.order_id AND s.line = l.line
  GROUP BY o.id, c.name, k.percent;
CREATE VIEW v_customer AS SELECT c.id, c.name, (SELECT sum(l.qty) FROM tb_order o JOIN tb_order_line l ON l.order_id = o.id
  WHERE o.customer_id = c.id) AS items FROM tb_customer c;
CREATE VIEW v_product AS SELECT p.id, p.name, (SELECT count(*) FROM tb_order_line l WHERE l.sku = p.sku) AS sold FROM tb_product p;
CREATE VIEW v_revenue AS SELECT o.placed AS id, sum(l.price) AS total FROM tb_order o JOIN tb_order_line l ON l.order_id = o.id
  GROUP BY o.placed;
