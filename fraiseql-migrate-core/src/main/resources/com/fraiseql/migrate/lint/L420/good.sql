DROP VIEW v_post;
CREATE VIEW v_post AS SELECT id, title, slug FROM tb_post;
