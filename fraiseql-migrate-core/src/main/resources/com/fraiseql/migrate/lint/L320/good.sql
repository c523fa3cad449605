ALTER TABLE tb_tag ADD COLUMN name text;
