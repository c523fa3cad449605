-- migrate:up
ALTER TABLE tb_comment ADD COLUMN archived boolean;
-- migrate:down
TRUNCATE tb_comment;
