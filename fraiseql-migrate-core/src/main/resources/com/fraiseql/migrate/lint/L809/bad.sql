CREATE TABLE tb_tag (id bigint PRIMARY KEY, data json);
SELECT DISTINCT data FROM tb_tag;
