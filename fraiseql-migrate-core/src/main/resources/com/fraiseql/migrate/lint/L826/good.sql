CREATE TABLE tb_tag (id bigint PRIMARY KEY, valid_to timestamptz CHECK (valid_to > '2000-01-01 00:00:00+00'));
