ALTER TABLE tb_post VALIDATE CONSTRAINT tb_post_views_check;
ALTER TABLE tb_post ADD COLUMN archived boolean;
