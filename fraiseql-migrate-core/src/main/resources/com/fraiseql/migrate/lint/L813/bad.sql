CREATE TABLE tb_label (id bigint PRIMARY KEY, fk_tag bigint REFERENCES tb_tag (id));
INSERT INTO tb_label (id, fk_tag) VALUES (1, 1), (3, 1);
DELETE FROM tb_tag WHERE id = 2;
