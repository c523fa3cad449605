-- file 001_bio.sql
ALTER TABLE tb_author ADD COLUMN bio text;
-- file 002_status.sql
ALTER TABLE tb_post ADD COLUMN status_text text;
