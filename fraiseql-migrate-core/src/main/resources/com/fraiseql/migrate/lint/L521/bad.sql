ALTER TABLE tb_post ADD CONSTRAINT tb_post_views_positive CHECK (views >= 0) NOT VALID;
