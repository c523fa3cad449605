CREATE VIEW v_comment AS SELECT * FROM tb_comment;
ALTER TABLE tb_comment ADD COLUMN archived boolean;
