UPDATE tb_post SET views = 0;
