ALTER TABLE tb_post ADD COLUMN code varchar(10);
