CREATE TABLE tb_tag (id bigint PRIMARY KEY, opens_at time);
