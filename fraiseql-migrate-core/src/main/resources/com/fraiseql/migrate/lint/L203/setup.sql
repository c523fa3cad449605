ALTER TABLE tb_post ADD COLUMN code varchar(50);
UPDATE tb_post SET code = 'code-' || id;
