INSERT INTO tb_author (id, name) VALUES (1000, 'unknown');
UPDATE tb_comment SET fk_author = NULL WHERE id = 1;
