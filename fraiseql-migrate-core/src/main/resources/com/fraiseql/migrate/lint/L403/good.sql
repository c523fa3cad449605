ALTER TABLE tb_comment ADD COLUMN archived boolean;
ALTER TABLE tb_comment DROP COLUMN archived;
