ALTER TABLE tb_post ADD COLUMN price price DEFAULT 0;
