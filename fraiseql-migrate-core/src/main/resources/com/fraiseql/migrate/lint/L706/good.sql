CREATE TABLE tb_measure (id bigint, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
