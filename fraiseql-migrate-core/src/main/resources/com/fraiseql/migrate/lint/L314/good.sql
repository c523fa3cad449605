ALTER TABLE tb_post ADD COLUMN archived boolean, ADD COLUMN pinned boolean;
