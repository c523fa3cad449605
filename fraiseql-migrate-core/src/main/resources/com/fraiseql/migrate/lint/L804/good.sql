CREATE TABLE tb_tag (id bigint PRIMARY KEY, name text);
INSERT INTO tb_tag (id, name) VALUES (1, 'longer than ten');
