ALTER TABLE tb_post DROP CONSTRAINT tb_post_views_check;
ALTER TABLE tb_post ADD CONSTRAINT tb_post_views_check CHECK (views >= 1) NOT VALID;
