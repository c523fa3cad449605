ALTER TABLE tb_post ADD CONSTRAINT tb_post_slug_nn NOT NULL slug NOT VALID;
