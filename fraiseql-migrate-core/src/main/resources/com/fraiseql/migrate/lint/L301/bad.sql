SET lock_timeout = 0;
ALTER TABLE tb_post ADD COLUMN archived boolean;
