CREATE TABLE tb_tag (id bigint PRIMARY KEY, price double precision);
INSERT INTO tb_tag (id, price) VALUES (1, 0.1), (2, 0.2);
