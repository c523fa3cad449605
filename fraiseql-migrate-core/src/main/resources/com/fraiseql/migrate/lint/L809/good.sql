CREATE TABLE tb_tag (id bigint PRIMARY KEY, data jsonb);
SELECT DISTINCT data FROM tb_tag;
