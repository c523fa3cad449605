-- file 001_column.sql
ALTER TABLE tb_post ADD COLUMN archived boolean;
-- file 002_rows.sql
UPDATE tb_author SET name = 'editor' WHERE id = 1;
