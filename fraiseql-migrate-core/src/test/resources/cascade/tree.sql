-- Categories below categories: deleted with their parents, walked by recursion, kept in a closure table.
CREATE TABLE tb_category (id int PRIMARY KEY, parent_id int REFERENCES tb_category ON DELETE CASCADE ON UPDATE CASCADE, name text, rank int);
CREATE TABLE tb_closure (above int REFERENCES tb_category ON DELETE CASCADE ON UPDATE CASCADE,
  below int REFERENCES tb_category ON DELETE CASCADE ON UPDATE CASCADE, depth int, PRIMARY KEY (above, below));
CREATE TABLE tb_product (id int PRIMARY KEY, category_id int REFERENCES tb_category ON DELETE SET NULL ON UPDATE CASCADE, name text);
CREATE TABLE tb_offer (id int PRIMARY KEY, product_id int REFERENCES tb_product ON DELETE CASCADE, price int);
CREATE VIEW v_category AS SELECT c.id, c.name, p.name AS parent, g.name AS grandparent, (SELECT jsonb_agg(k.name ORDER BY k.rank, k.id)
  FROM tb_category k WHERE k.parent_id = c.id) AS children FROM tb_category c LEFT JOIN tb_category p ON p.id = c.parent_id
  LEFT JOIN tb_category g ON g.id = p.parent_id;
CREATE VIEW v_product AS SELECT p.id, p.name, c.name AS category, min(o.price) AS price FROM tb_product p
  LEFT JOIN tb_category c ON c.id = p.category_id LEFT JOIN tb_offer o ON o.product_id = p.id GROUP BY p.id, p.name, c.name;
CREATE VIEW v_subtree AS SELECT a.id, a.name, (SELECT count(*) FROM tb_closure x JOIN tb_product p ON p.category_id = x.below
  WHERE x.above = a.id) AS products FROM tb_category a;
CREATE VIEW v_path AS WITH RECURSIVE t AS (SELECT id, parent_id, name::text AS path FROM tb_category
  UNION ALL SELECT t.id, c.parent_id, c.name || '/' || t.path FROM t JOIN tb_category c ON c.id = t.parent_id WHERE length(t.path) < 200)
  SELECT id, max(path) AS path FROM t GROUP BY id;
CREATE VIEW v_cheapest AS SELECT DISTINCT ON (p.category_id) p.category_id AS id, p.name, o.price FROM tb_product p
  JOIN tb_offer o ON o.product_id = p.id WHERE p.category_id IS NOT NULL ORDER BY p.category_id, o.price, o.id;
