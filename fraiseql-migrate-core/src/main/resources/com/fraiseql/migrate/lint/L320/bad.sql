CREATE TABLE IF NOT EXISTS tb_tag (id bigint PRIMARY KEY, name text);
