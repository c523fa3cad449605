ALTER TABLE tb_comment DROP COLUMN content;
