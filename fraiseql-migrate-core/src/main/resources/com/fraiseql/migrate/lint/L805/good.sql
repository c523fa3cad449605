CREATE TABLE tb_tag (id bigint PRIMARY KEY, code text);
INSERT INTO tb_tag (id, code) VALUES (1, 'ab');
