CREATE TABLE tb_tag (id bigint PRIMARY KEY, price numeric(12, 2));
INSERT INTO tb_tag (id, price) VALUES (1, 1.00);
