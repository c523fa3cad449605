CREATE UNIQUE INDEX CONCURRENTLY tb_post_title_key ON tb_post (title);
ALTER TABLE tb_post ADD CONSTRAINT tb_post_title_key UNIQUE USING INDEX tb_post_title_key;
