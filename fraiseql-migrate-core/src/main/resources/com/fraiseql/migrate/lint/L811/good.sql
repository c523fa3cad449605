CREATE TABLE tb_mood (name text PRIMARY KEY);
