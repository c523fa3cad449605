ALTER TABLE tb_post ADD COLUMN score integer CHECK (score >= 0);
