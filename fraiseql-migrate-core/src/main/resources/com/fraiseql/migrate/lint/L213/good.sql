ANALYZE tb_post;
