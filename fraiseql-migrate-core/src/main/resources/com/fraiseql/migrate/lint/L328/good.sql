-- file 001_comment.sql
ALTER TABLE tb_comment ADD COLUMN archived boolean;
-- file 002_post.sql
ALTER TABLE tb_post ALTER COLUMN status TYPE text;
