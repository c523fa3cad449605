UPDATE tb_post SET body = NULL WHERE body IS NOT NULL;
