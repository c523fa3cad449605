BEGIN;
ALTER TABLE tb_post ADD COLUMN archived boolean;
ALTER TABLE tb_comment ADD COLUMN archived boolean;
COMMIT;
