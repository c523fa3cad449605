UPDATE tb_comment SET fk_author = NULL WHERE id = 1;
