CREATE TABLE tb_tag (id bigint PRIMARY KEY);
SELECT count(*) FROM tb_tag;
