ALTER TABLE tb_author ADD COLUMN bio text;
