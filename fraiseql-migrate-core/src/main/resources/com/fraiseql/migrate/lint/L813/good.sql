CREATE TABLE tb_label (id bigint PRIMARY KEY, fk_tag bigint REFERENCES tb_tag (id));
CREATE INDEX tb_label_tag ON tb_label (fk_tag);
