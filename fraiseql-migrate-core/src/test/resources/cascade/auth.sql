-- Users, roles, permissions, sessions and an audit that outlives them.
CREATE TABLE tb_account (id int PRIMARY KEY, login text, locked boolean, hash text);
CREATE TABLE tb_role (name text PRIMARY KEY, parent text REFERENCES tb_role ON DELETE SET NULL ON UPDATE CASCADE);
CREATE TABLE tb_permission (code text PRIMARY KEY, info text);
CREATE TABLE tb_account_role (account_id int REFERENCES tb_account ON DELETE CASCADE ON UPDATE CASCADE,
  role text REFERENCES tb_role ON DELETE CASCADE ON UPDATE CASCADE, granted_by int REFERENCES tb_account ON DELETE SET NULL,
  PRIMARY KEY (account_id, role));
CREATE TABLE tb_role_permission (role text REFERENCES tb_role ON DELETE CASCADE ON UPDATE CASCADE,
  permission text REFERENCES tb_permission ON DELETE CASCADE ON UPDATE CASCADE, PRIMARY KEY (role, permission));
CREATE TABLE tb_session (id int PRIMARY KEY, account_id int NOT NULL REFERENCES tb_account ON DELETE CASCADE ON UPDATE CASCADE, seen date);
CREATE TABLE tb_token (id int PRIMARY KEY, session_id int REFERENCES tb_session ON DELETE CASCADE, secret text);
CREATE TABLE tb_audit (id int PRIMARY KEY, account_id int REFERENCES tb_account ON DELETE SET NULL ON UPDATE SET NULL, event text);
CREATE VIEW v_account AS SELECT a.id, a.login, array(SELECT DISTINCT p.permission FROM tb_account_role r
  JOIN tb_role_permission p ON p.role = r.role WHERE r.account_id = a.id ORDER BY 1) AS permissions FROM tb_account a WHERE NOT coalesce(a.locked, false);
CREATE VIEW v_role AS SELECT r.name, p.parent AS grandparent, (SELECT count(*) FROM tb_account_role x WHERE x.role = r.name) AS members
  FROM tb_role r LEFT JOIN tb_role p ON p.name = r.parent;
CREATE VIEW v_session AS SELECT s.id, a.login, (SELECT count(*) FROM tb_token t WHERE t.session_id = s.id) AS tokens
  FROM tb_session s JOIN tb_account a ON a.id = s.account_id;
CREATE VIEW v_audit AS SELECT x.id, x.event, a.login FROM tb_audit x LEFT JOIN tb_account a ON a.id = x.account_id;
CREATE VIEW v_grant AS SELECT r.account_id, r.role, g.login AS grantor FROM tb_account_role r LEFT JOIN tb_account g ON g.id = r.granted_by;
CREATE VIEW v_idle AS SELECT a.id, a.login FROM tb_account a WHERE a.id NOT IN (SELECT s.account_id FROM tb_session s);
