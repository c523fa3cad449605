CREATE RULE no_insert AS ON INSERT TO tb_author DO INSTEAD NOTHING;
INSERT INTO tb_author (id, name) VALUES (1000, 'editor');
