VACUUM FULL tb_post;
