INSERT INTO tb_tag (id, name) VALUES (2, 'travel');
SELECT setval(pg_get_serial_sequence('tb_tag', 'id'), (SELECT max(id) FROM tb_tag));
