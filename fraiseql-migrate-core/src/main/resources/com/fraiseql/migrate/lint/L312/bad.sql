ALTER TABLE tb_post ADD COLUMN archived boolean;
SELECT count(*) FROM tb_comment;
