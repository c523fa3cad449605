CREATE TABLE tb_tag (id bigint PRIMARY KEY, valid_to timestamptz CHECK (valid_to > clock_timestamp()));
INSERT INTO tb_tag (id, valid_to) VALUES (1, clock_timestamp() + interval '2 s');
SELECT pg_sleep(2.1);
UPDATE tb_tag SET id = 2;
