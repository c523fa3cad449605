-- file 001_value.sql
ALTER TYPE post_status ADD VALUE 'archived';
-- file 002_rows.sql
UPDATE tb_post SET status = 'archived' WHERE id = 1;
