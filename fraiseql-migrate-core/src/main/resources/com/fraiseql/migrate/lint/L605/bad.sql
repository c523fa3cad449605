INSERT INTO tb_tag (id, name) VALUES (2, 'travel');
