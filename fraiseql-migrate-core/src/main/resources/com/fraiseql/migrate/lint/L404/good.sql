ALTER TABLE tb_post DROP CONSTRAINT tb_post_code_key;
ALTER TABLE tb_post DROP COLUMN code;
