CREATE TABLE tb_label (id bigint PRIMARY KEY, fk_tag integer REFERENCES tb_tag (id));
INSERT INTO tb_label (id, fk_tag) VALUES (1, 2147483648);
