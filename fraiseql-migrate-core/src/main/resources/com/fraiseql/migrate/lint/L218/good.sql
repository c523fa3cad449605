ALTER TABLE tb_post ADD COLUMN code text;
ALTER TABLE tb_post ALTER COLUMN code SET DEFAULT new_code();
