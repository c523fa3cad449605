UPDATE tb_comment SET content = p.title FROM tb_post p;
