CREATE TABLE tb_order (id bigint PRIMARY KEY);
SELECT count(*) FROM tb_order;
