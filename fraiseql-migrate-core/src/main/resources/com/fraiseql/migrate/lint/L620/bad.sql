DELETE FROM tb_author WHERE id NOT IN (SELECT fk_author FROM tb_comment);
