SELECT count(*) FROM tb_comment;
ALTER TABLE tb_post ADD COLUMN archived boolean;
