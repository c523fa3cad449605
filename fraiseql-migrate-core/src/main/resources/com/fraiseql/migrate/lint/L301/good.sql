SET lock_timeout = '2s';
ALTER TABLE tb_post ADD COLUMN archived boolean;
