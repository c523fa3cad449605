ALTER TABLE tb_comment ADD COLUMN archived boolean;
-- Rollback:
-- ALTER TABLE tb_comment DROP COLUMN archived;
