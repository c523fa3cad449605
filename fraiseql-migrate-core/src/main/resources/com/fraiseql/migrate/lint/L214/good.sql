VACUUM (ANALYZE) tb_post;
