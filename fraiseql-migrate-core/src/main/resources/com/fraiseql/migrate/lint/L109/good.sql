-- file 001_check.sql
ALTER TABLE tb_vote ADD CONSTRAINT tb_vote_id_nn CHECK (id IS NOT NULL) NOT VALID;
-- file 002_validate.sql
ALTER TABLE tb_vote VALIDATE CONSTRAINT tb_vote_id_nn;
-- file 003_key.sql
ALTER TABLE tb_vote ADD CONSTRAINT tb_vote_pkey PRIMARY KEY USING INDEX tb_vote_id;
ALTER TABLE tb_vote DROP CONSTRAINT tb_vote_id_nn;
