ALTER TABLE tb_post ADD COLUMN rating_new numeric(8, 2);
