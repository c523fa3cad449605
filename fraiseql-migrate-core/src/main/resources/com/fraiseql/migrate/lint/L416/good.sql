CREATE OR REPLACE VIEW v_post AS SELECT id, title, slug FROM tb_post;
