INSERT INTO tb_author VALUES (1000, 'editor', 'e@example.com');
