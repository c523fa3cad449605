-- requires 15
-- Tenants with composite keys everywhere; some columns only are set to NULL.
CREATE TABLE tb_tenant (id int PRIMARY KEY, name text);
CREATE TABLE tb_person (tenant int REFERENCES tb_tenant ON DELETE CASCADE ON UPDATE CASCADE, id int, name text, PRIMARY KEY (tenant, id));
CREATE TABLE tb_room (tenant int REFERENCES tb_tenant ON DELETE CASCADE ON UPDATE CASCADE, id int, label text, PRIMARY KEY (tenant, id));
CREATE TABLE tb_series (tenant int, id int, title text, PRIMARY KEY (tenant, id),
  FOREIGN KEY (tenant) REFERENCES tb_tenant ON DELETE CASCADE ON UPDATE CASCADE);
CREATE TABLE tb_event (tenant int, id int, series int, room int, owner int, starts date, PRIMARY KEY (tenant, id),
  FOREIGN KEY (tenant) REFERENCES tb_tenant ON DELETE CASCADE ON UPDATE CASCADE,
  FOREIGN KEY (tenant, series) REFERENCES tb_series ON DELETE CASCADE ON UPDATE CASCADE,
  FOREIGN KEY (tenant, room) REFERENCES tb_room ON DELETE SET NULL (room) ON UPDATE CASCADE,
  FOREIGN KEY (tenant, owner) REFERENCES tb_person ON DELETE SET NULL (owner) ON UPDATE CASCADE);
CREATE TABLE tb_guest (tenant int, event int, person int, answer text, PRIMARY KEY (tenant, event, person),
  FOREIGN KEY (tenant, event) REFERENCES tb_event ON DELETE CASCADE ON UPDATE CASCADE,
  FOREIGN KEY (tenant, person) REFERENCES tb_person ON DELETE CASCADE ON UPDATE CASCADE);
CREATE VIEW v_event AS SELECT e.tenant, e.id, e.starts, s.title, r.label, p.name AS owner, (SELECT string_agg(x.name || g.answer, ',' ORDER BY x.id)
  FROM tb_guest g JOIN tb_person x ON x.tenant = g.tenant AND x.id = g.person WHERE g.tenant = e.tenant AND g.event = e.id) AS guests
  FROM tb_event e LEFT JOIN tb_series s ON s.tenant = e.tenant AND s.id = e.series LEFT JOIN tb_room r ON r.tenant = e.tenant AND r.id = e.room
  LEFT JOIN tb_person p ON p.tenant = e.tenant AND p.id = e.owner;
CREATE VIEW v_person AS SELECT p.tenant, p.id, p.name, t.name AS tenant_name, (SELECT count(*) FROM tb_guest g
  WHERE g.tenant = p.tenant AND g.person = p.id) AS invitations FROM tb_person p JOIN tb_tenant t ON t.id = p.tenant;
CREATE VIEW v_room AS SELECT r.tenant, r.id, r.label, max(e.starts) AS last FROM tb_room r
  LEFT JOIN tb_event e ON (e.tenant, e.room) = (r.tenant, r.id) GROUP BY r.tenant, r.id, r.label;
CREATE VIEW v_tenant AS SELECT t.id, t.name, (SELECT count(*) FROM tb_event e WHERE e.tenant = t.id) AS events FROM tb_tenant t;
