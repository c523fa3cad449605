ALTER TABLE tb_post ADD COLUMN headline text;
