ANALYZE tv_comment;
