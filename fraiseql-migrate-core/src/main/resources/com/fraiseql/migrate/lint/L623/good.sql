ALTER TABLE tb_post ADD CONSTRAINT tb_post_slug_short CHECK (length(slug) <= 8) NOT VALID;
-- file 002_validate.sql
ALTER TABLE tb_post VALIDATE CONSTRAINT tb_post_slug_short;
