ALTER TABLE tb_post DROP CONSTRAINT tb_post_views_check;
