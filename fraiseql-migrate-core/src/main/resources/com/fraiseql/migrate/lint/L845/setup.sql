CREATE TABLE tb_like (id bigint PRIMARY KEY, fk_post bigint NOT NULL);
