-- file 001_column.sql
ALTER TABLE tb_post ADD COLUMN archived boolean;
-- file 002_backfill.sql
UPDATE tb_post SET archived = false WHERE archived IS NULL;
