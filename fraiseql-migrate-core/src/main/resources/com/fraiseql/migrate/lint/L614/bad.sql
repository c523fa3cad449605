SET session_replication_role = replica;
INSERT INTO tb_post (id, fk_author, title) VALUES (1000, 9999, 'x');
