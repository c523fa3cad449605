-- file 001_post.sql
ALTER TABLE tb_post ADD COLUMN archived boolean;
-- file 002_comment.sql
ALTER TABLE tb_comment ADD COLUMN archived boolean;
