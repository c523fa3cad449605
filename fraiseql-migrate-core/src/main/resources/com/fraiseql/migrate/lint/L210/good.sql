CREATE UNLOGGED TABLE tb_comment_new (LIKE tb_comment INCLUDING ALL);
