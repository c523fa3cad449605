CREATE TABLE tb_editor (id bigint PRIMARY KEY REFERENCES tb_author (id), since date);
