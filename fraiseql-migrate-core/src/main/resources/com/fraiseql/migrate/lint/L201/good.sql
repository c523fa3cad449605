ALTER TABLE tb_post ALTER COLUMN code TYPE varchar(20);
ALTER TABLE tb_post ALTER COLUMN code TYPE text;
