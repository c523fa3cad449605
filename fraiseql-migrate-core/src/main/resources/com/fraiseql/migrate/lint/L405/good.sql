ALTER TABLE tb_tag ADD COLUMN remark text;
ALTER TABLE tb_tag DROP COLUMN remark;
