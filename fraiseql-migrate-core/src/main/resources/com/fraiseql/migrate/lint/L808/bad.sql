CREATE TABLE tb_tag (id bigint PRIMARY KEY, price money);
INSERT INTO tb_tag (id, price) VALUES (1, 1.00::numeric::money);
