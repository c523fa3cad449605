UPDATE tb_comment SET content = p.title FROM tb_post p WHERE p.id = tb_comment.fk_post AND tb_comment.id < 100;
