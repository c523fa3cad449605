CREATE TABLE tb_tag (id bigint PRIMARY KEY, opens_at timetz);
INSERT INTO tb_tag (id, opens_at) VALUES (1, '12:00+02');
