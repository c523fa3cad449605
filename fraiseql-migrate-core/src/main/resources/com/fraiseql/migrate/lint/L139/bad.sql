CREATE DOMAIN price AS numeric CHECK (VALUE >= 0);
ALTER TABLE tb_post ADD COLUMN price price DEFAULT 0;
