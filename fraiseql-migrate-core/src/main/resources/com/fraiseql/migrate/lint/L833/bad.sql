CREATE TABLE tb_editor (since date) INHERITS (tb_author);
INSERT INTO tb_editor (id, name) VALUES (1, 'editor');
