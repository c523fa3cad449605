ANALYZE mv_post;
