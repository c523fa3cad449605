CREATE TABLE tb_measure (id bigint PRIMARY KEY, at date) PARTITION BY RANGE (at);
