ALTER TABLE tb_comment ADD COLUMN archived boolean;
ALTER TABLE tb_post ALTER COLUMN status TYPE text;
