DROP VIEW v_post;
