CREATE TABLE tb_tag (id bigint PRIMARY KEY, name varchar(10));
INSERT INTO tb_tag (id, name) VALUES (1, 'longer than ten');
