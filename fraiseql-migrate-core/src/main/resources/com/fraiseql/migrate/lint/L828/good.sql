UPDATE tb_post SET slug = 'a', body = 'b' WHERE id = 1;
