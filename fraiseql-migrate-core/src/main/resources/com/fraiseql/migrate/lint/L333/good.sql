-- file 001_rows.sql
UPDATE tb_post SET slug = 'none' WHERE slug IS NULL;
-- file 002_column.sql
ALTER TABLE tb_post ADD COLUMN archived boolean;
