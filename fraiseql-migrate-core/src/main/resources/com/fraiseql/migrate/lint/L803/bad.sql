CREATE TABLE tb_tag (id bigserial PRIMARY KEY, name text);
GRANT INSERT ON tb_tag TO pg_monitor;
