UPDATE tb_post SET slug = 'none' WHERE slug IS NULL;
ALTER TABLE tb_post ADD COLUMN archived boolean;
