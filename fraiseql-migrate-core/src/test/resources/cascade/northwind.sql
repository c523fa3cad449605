-- Trade with natural keys: customers by code, details by order and product, territories of employees.
CREATE TABLE tb_customer (code text PRIMARY KEY, company text, country text);
CREATE TABLE tb_category (id int PRIMARY KEY, name text);
CREATE TABLE tb_supplier (id int PRIMARY KEY, company text);
CREATE TABLE tb_product (id int PRIMARY KEY, name text, supplier_id int REFERENCES tb_supplier ON DELETE SET NULL,
  category_id int REFERENCES tb_category ON DELETE SET NULL ON UPDATE CASCADE, price numeric(8, 2));
CREATE TABLE tb_employee (id int PRIMARY KEY, name text, boss_id int REFERENCES tb_employee ON DELETE CASCADE ON UPDATE CASCADE);
CREATE TABLE tb_territory (name text PRIMARY KEY, region text);
CREATE TABLE tb_employee_territory (employee_id int REFERENCES tb_employee ON DELETE CASCADE ON UPDATE CASCADE,
  territory text REFERENCES tb_territory ON DELETE CASCADE ON UPDATE CASCADE, PRIMARY KEY (employee_id, territory));
CREATE TABLE tb_order (id int PRIMARY KEY, customer text REFERENCES tb_customer ON DELETE CASCADE ON UPDATE CASCADE,
  employee_id int REFERENCES tb_employee ON DELETE SET NULL ON UPDATE CASCADE);
CREATE TABLE tb_order_detail (order_id int REFERENCES tb_order ON DELETE CASCADE, product_id int REFERENCES tb_product ON DELETE CASCADE,
  qty int, discount numeric(3, 2), PRIMARY KEY (order_id, product_id));
CREATE VIEW v_customer AS SELECT c.code, c.company, count(o.id) AS orders FROM tb_customer c LEFT JOIN tb_order o ON o.customer = c.code
  GROUP BY c.code, c.company;
CREATE VIEW v_product AS SELECT p.id, p.name, s.company, c.name AS category, (SELECT sum(d.qty) FROM tb_order_detail d
  WHERE d.product_id = p.id) AS sold FROM tb_product p LEFT JOIN tb_supplier s ON s.id = p.supplier_id
  LEFT JOIN tb_category c ON c.id = p.category_id;
CREATE VIEW v_order AS SELECT o.id, c.company, e.name, b.name AS boss, (SELECT sum(d.qty * p.price) FROM tb_order_detail d
  JOIN tb_product p ON p.id = d.product_id WHERE d.order_id = o.id) AS total FROM tb_order o LEFT JOIN tb_customer c ON c.code = o.customer
  LEFT JOIN tb_employee e ON e.id = o.employee_id LEFT JOIN tb_employee b ON b.id = e.boss_id;
CREATE VIEW v_order_detail AS SELECT d.order_id, d.product_id, p.name, d.qty FROM tb_order_detail d JOIN tb_product p ON p.id = d.product_id;
CREATE VIEW v_employee AS SELECT e.id, e.name, (SELECT string_agg(t.name || t.region, ',' ORDER BY t.name) FROM tb_employee_territory x
  JOIN tb_territory t ON t.name = x.territory WHERE x.employee_id = e.id) AS territories FROM tb_employee e;
CREATE VIEW v_region AS SELECT t.region AS id, count(*) AS territories FROM tb_territory t WHERE t.region IS NOT NULL GROUP BY t.region;
CREATE VIEW v_country AS SELECT DISTINCT c.country AS id, c.country || '!' AS shown FROM tb_customer c WHERE c.country IS NOT NULL;
