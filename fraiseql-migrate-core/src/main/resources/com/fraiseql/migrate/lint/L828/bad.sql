UPDATE tb_post SET slug = 'a', slug = 'b' WHERE id = 1;
