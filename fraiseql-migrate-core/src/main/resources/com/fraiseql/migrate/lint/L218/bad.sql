ALTER TABLE tb_post ADD COLUMN code text DEFAULT new_code();
