CREATE VIEW v_article AS SELECT id, title, slug FROM tb_post;
