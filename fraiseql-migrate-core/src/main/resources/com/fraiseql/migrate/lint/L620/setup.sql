INSERT INTO tb_author (id, name) VALUES (1000, 'nobody');
UPDATE tb_comment SET fk_author = NULL WHERE id = 1;
