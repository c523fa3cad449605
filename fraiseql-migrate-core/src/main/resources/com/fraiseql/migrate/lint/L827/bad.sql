ALTER TABLE tb_post ADD CONSTRAINT tb_post_views_positive CHECK (views >= 0) NOT ENFORCED;
INSERT INTO tb_post (id, fk_author, title, views) VALUES (1000, 1, 'x', -1);
