-- Departments and their heads refer to each other; jobs have a history, skills are rated.
CREATE TABLE tb_department (id int PRIMARY KEY, name text, head_id int, parent_id int REFERENCES tb_department ON DELETE SET NULL ON UPDATE CASCADE);
CREATE TABLE tb_employee (id int PRIMARY KEY, name text, department_id int REFERENCES tb_department ON DELETE CASCADE ON UPDATE CASCADE,
  mentor_id int REFERENCES tb_employee ON DELETE SET NULL ON UPDATE SET NULL);
ALTER TABLE tb_department ADD FOREIGN KEY (head_id) REFERENCES tb_employee ON DELETE SET NULL ON UPDATE CASCADE;
CREATE TABLE tb_job (code text PRIMARY KEY, title text);
CREATE TABLE tb_assignment (employee_id int REFERENCES tb_employee ON DELETE CASCADE ON UPDATE CASCADE, job text REFERENCES tb_job ON DELETE RESTRICT ON UPDATE CASCADE,
  since date, PRIMARY KEY (employee_id, since));
CREATE TABLE tb_skill (id int PRIMARY KEY, name text);
CREATE TABLE tb_employee_skill (employee_id int REFERENCES tb_employee ON DELETE CASCADE ON UPDATE CASCADE, skill_id int REFERENCES tb_skill ON DELETE CASCADE,
  level int, PRIMARY KEY (employee_id, skill_id));
CREATE VIEW v_employee AS SELECT e.id, e.name, d.name AS department, h.name AS head, m.name AS mentor, j.title, s.list FROM tb_employee e
  LEFT JOIN tb_department d ON d.id = e.department_id LEFT JOIN tb_employee h ON h.id = d.head_id LEFT JOIN tb_employee m ON m.id = e.mentor_id
  LEFT JOIN LATERAL (SELECT a.job FROM tb_assignment a WHERE a.employee_id = e.id ORDER BY a.since DESC LIMIT 1) x ON true LEFT JOIN tb_job j ON j.code = x.job
  LEFT JOIN LATERAL (SELECT string_agg(k.name || y.level, ',' ORDER BY k.id) AS list FROM tb_employee_skill y JOIN tb_skill k ON k.id = y.skill_id WHERE y.employee_id = e.id) s ON true;
CREATE VIEW v_department AS SELECT d.id, d.name, h.name AS head, p.name AS parent, (SELECT count(*) FROM tb_employee e WHERE e.department_id = d.id) AS staff
  FROM tb_department d LEFT JOIN tb_employee h ON h.id = d.head_id LEFT JOIN tb_department p ON p.id = d.parent_id;
CREATE VIEW v_job AS SELECT j.code, j.title, count(DISTINCT a.employee_id) AS holders FROM tb_job j LEFT JOIN tb_assignment a ON a.job = j.code GROUP BY j.code, j.title;
CREATE VIEW v_expert AS SELECT k.id, k.name, max(y.level) AS best FROM tb_skill k JOIN tb_employee_skill y ON y.skill_id = k.id GROUP BY k.id, k.name HAVING max(y.level) > 20;
CREATE VIEW v_ranking AS SELECT e.id, row_number() OVER (PARTITION BY e.department_id ORDER BY e.id) AS place FROM tb_employee e;
