ALTER TABLE tb_author ADD COLUMN bio text;
ALTER TABLE tb_post ALTER COLUMN views TYPE bigint;
