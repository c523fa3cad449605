GRANT CREATE ON SCHEMA public TO pg_monitor;
SET ROLE pg_monitor;
CREATE TABLE tb_tag (id bigint PRIMARY KEY);
