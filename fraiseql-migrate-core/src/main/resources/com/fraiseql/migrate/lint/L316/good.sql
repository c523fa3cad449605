ALTER TABLE tb_post ADD COLUMN archived boolean;
