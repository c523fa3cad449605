ALTER TABLE tb_comment DROP CONSTRAINT tb_comment_pkey;
