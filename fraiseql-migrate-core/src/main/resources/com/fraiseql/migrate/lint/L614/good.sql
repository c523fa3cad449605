INSERT INTO tb_post (id, fk_author, title) VALUES (1000, 1, 'x');
