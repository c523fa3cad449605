ALTER TABLE tb_post ADD COLUMN code text;
ALTER TABLE tb_post ADD CONSTRAINT tb_post_code_key UNIQUE (code, fk_author);
