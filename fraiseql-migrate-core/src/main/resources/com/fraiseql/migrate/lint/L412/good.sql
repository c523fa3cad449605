UPDATE tb_post SET views = 0 WHERE views IS NULL;
