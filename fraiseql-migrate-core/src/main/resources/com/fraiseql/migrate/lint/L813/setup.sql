CREATE TABLE tb_tag (id bigint PRIMARY KEY);
INSERT INTO tb_tag (id) VALUES (1), (2);
