ALTER TABLE tb_post ALTER COLUMN rating TYPE numeric(8, 2);
