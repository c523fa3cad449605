INSERT INTO tb_author (id, name) VALUES (1000, 'editor');
