UPDATE tb_comment SET content = 'x' WHERE id = 1;
