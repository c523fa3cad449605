CREATE TABLE tb_tag (id bigint PRIMARY KEY, seen_at timestamptz);
INSERT INTO tb_tag (id, seen_at) VALUES (1, '2024-07-01 12:00:00.7+00');
