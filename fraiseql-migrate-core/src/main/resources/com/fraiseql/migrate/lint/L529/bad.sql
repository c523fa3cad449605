ALTER TABLE tb_comment ADD COLUMN data json;
