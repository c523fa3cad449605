SET statement_timeout = '30s';
ALTER TABLE tb_post ADD COLUMN archived boolean;
