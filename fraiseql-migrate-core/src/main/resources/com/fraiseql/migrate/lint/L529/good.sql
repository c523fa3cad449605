ALTER TABLE tb_comment ADD COLUMN data jsonb;
