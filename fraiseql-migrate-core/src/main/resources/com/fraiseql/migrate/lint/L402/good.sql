DROP VIEW v_post;
ALTER TABLE tb_post DROP COLUMN slug;
