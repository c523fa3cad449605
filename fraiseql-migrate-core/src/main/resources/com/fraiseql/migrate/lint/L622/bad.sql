UPDATE tb_comment SET fk_author = 1 WHERE fk_author = NULL;
