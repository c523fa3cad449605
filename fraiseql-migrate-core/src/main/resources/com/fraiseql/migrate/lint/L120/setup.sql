ALTER TABLE tb_post ADD CONSTRAINT tb_post_slug_nn CHECK (slug IS NOT NULL);
