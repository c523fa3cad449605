ALTER TABLE tb_post ADD COLUMN archived boolean;
SET lock_timeout = '2s';
