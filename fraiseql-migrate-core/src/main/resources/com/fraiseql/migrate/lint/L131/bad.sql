LOCK TABLE tb_post;
