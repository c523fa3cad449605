ALTER TABLE tb_post ADD CONSTRAINT tb_post_title_key UNIQUE (title);
