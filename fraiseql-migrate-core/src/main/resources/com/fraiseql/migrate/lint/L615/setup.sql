CREATE TABLE tb_tag (id bigserial PRIMARY KEY);
