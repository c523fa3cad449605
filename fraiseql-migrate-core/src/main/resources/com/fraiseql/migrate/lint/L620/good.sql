DELETE FROM tb_author a WHERE id >= 1000 AND NOT EXISTS (SELECT FROM tb_comment c WHERE c.fk_author = a.id);
