CREATE TABLE tb_tag (id bigint PRIMARY KEY);
DROP TABLE tb_tag;
