-- file 001_add.sql
ALTER TABLE tb_post ADD COLUMN score integer;
ALTER TABLE tb_post ADD CONSTRAINT tb_post_score_check CHECK (score >= 0) NOT VALID;
-- file 002_validate.sql
ALTER TABLE tb_post VALIDATE CONSTRAINT tb_post_score_check;
