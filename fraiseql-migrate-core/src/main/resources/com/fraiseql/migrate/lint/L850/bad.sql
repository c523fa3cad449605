CREATE TABLE tb_like (id bigint PRIMARY KEY, fk_post bigint REFERENCES tv_post (id));
INSERT INTO tb_like SELECT 1, max(id) FROM tv_post;
