ALTER TABLE tb_post ADD CONSTRAINT tb_post_views_check CHECK (views >= 0);
