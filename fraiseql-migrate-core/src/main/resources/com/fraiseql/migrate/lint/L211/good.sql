CREATE TABLE tb_comment_new (LIKE tb_comment) USING heap2;
