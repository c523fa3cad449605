ALTER TABLE tb_post ADD COLUMN code varchar(50);
UPDATE tb_post SET code = 'code-' || id;
ALTER TABLE tb_post ADD CONSTRAINT tb_post_code_check CHECK (code <> '');
