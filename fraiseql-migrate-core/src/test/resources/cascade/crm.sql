-- Companies and deals whose owner falls back to a default; activities in child tables.
CREATE TABLE tb_owner (id int PRIMARY KEY, name text);
INSERT INTO tb_owner VALUES (0, 'none');
CREATE TABLE tb_company (id int PRIMARY KEY, name text, owner_id int DEFAULT 0 REFERENCES tb_owner ON DELETE SET DEFAULT ON UPDATE SET DEFAULT);
CREATE TABLE tb_contact (id int PRIMARY KEY, company_id int REFERENCES tb_company ON DELETE SET NULL, name text);
CREATE TABLE tb_stage (code text PRIMARY KEY, title text);
INSERT INTO tb_stage VALUES ('new', 'new');
CREATE TABLE tb_deal (id int PRIMARY KEY, company_id int REFERENCES tb_company ON DELETE CASCADE, contact_id int REFERENCES tb_contact ON DELETE SET NULL,
  stage text DEFAULT 'new' REFERENCES tb_stage ON DELETE SET DEFAULT ON UPDATE CASCADE, amount int);
CREATE TABLE tb_activity (id int PRIMARY KEY, deal_id int REFERENCES tb_deal ON DELETE CASCADE, note text);
CREATE TABLE activity_call (minutes int, PRIMARY KEY (id)) INHERITS (tb_activity);
CREATE TABLE activity_visit (place text, PRIMARY KEY (id)) INHERITS (tb_activity);
CREATE VIEW v_company AS SELECT c.id, c.name, o.name AS owner, (SELECT sum(d.amount) FROM tb_deal d WHERE d.company_id = c.id) AS pipeline
  FROM tb_company c LEFT JOIN tb_owner o ON o.id = c.owner_id;
CREATE VIEW v_deal AS SELECT d.id, d.amount, c.name AS company, k.name AS contact, s.title, (SELECT count(*) FROM tb_activity a WHERE a.deal_id = d.id) AS activities
  FROM tb_deal d LEFT JOIN tb_company c ON c.id = d.company_id LEFT JOIN tb_contact k ON k.id = d.contact_id LEFT JOIN tb_stage s ON s.code = d.stage;
CREATE VIEW v_call AS SELECT a.id, a.minutes, d.amount FROM activity_call a LEFT JOIN tb_deal d ON d.id = a.deal_id;
CREATE VIEW v_stage AS SELECT s.code, s.title, count(d.id) AS deals FROM tb_stage s LEFT JOIN tb_deal d ON d.stage = s.code GROUP BY s.code, s.title;
CREATE VIEW v_owner AS SELECT o.id, o.name, (SELECT array_agg(k.name ORDER BY k.id) FROM tb_company c JOIN tb_contact k ON k.company_id = c.id WHERE c.owner_id = o.id) AS contacts
  FROM tb_owner o;
