CREATE TABLE tb_archive AS SELECT id, views FROM tb_post;
ALTER TABLE tb_post ADD COLUMN code varchar(10);
