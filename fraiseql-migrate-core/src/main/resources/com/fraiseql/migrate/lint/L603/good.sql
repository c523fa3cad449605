INSERT INTO tb_author (id, name) VALUES (1000, 'editor') ON CONFLICT (id) DO NOTHING;
