ALTER TABLE tb_post ADD COLUMN title_length integer;
