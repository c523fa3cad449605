ALTER TABLE tb_post ALTER COLUMN code TYPE varchar(80);
