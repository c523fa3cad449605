-- file 001_add_check.sql
ALTER TABLE tb_post ADD CONSTRAINT tb_post_slug_nn CHECK (slug IS NOT NULL) NOT VALID;
-- file 002_validate_check.sql
ALTER TABLE tb_post VALIDATE CONSTRAINT tb_post_slug_nn;
-- file 003_set_not_null.sql
ALTER TABLE tb_post ALTER COLUMN slug SET NOT NULL;
ALTER TABLE tb_post DROP CONSTRAINT tb_post_slug_nn;
