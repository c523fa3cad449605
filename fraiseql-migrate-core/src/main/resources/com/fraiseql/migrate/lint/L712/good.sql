CREATE TABLE tb_draft (id bigint PRIMARY KEY, title text);
