CREATE TABLE tb_tag (id bigint PRIMARY KEY);
ALTER TABLE tb_tag OWNER TO pg_monitor;
