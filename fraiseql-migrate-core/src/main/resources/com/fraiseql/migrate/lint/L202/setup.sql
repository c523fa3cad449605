ALTER TABLE tb_post ADD COLUMN code varchar(50);
UPDATE tb_post SET code = 'code-' || id;
CREATE INDEX tb_post_code_id ON tb_post (code, id);
