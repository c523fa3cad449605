ALTER TABLE tb_post ALTER COLUMN views TYPE bigint;
