ALTER TABLE tb_comment ADD COLUMN number bigserial;
