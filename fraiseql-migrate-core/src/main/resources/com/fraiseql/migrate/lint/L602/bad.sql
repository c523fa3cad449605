ALTER TABLE tb_post ADD COLUMN archived boolean;
UPDATE tb_author SET name = 'editor' WHERE id = 1;
