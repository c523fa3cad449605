ALTER TABLE tb_post ADD COLUMN code text;
CREATE UNIQUE INDEX CONCURRENTLY tb_post_code_key ON tb_post (code);
ALTER TABLE tb_post ADD CONSTRAINT tb_post_code_key UNIQUE USING INDEX tb_post_code_key;
