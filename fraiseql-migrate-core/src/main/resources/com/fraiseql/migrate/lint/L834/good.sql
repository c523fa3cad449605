CREATE TABLE tb_tag (id bigint PRIMARY KEY, created_at timestamptz DEFAULT now());
