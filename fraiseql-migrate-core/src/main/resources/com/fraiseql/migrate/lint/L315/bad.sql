ALTER TABLE tb_post ADD COLUMN archived boolean;
UPDATE tb_post SET archived = false WHERE archived IS NULL;
