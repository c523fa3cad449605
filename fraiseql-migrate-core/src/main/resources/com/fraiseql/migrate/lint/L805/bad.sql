CREATE TABLE tb_tag (id bigint PRIMARY KEY, code char(5));
INSERT INTO tb_tag (id, code) VALUES (1, 'ab');
