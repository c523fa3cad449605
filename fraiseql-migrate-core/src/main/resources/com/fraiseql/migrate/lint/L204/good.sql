ALTER TABLE tb_post DROP CONSTRAINT tb_post_code_check;
ALTER TABLE tb_post ALTER COLUMN code TYPE varchar(80);
ALTER TABLE tb_post ADD CONSTRAINT tb_post_code_check CHECK (code <> '') NOT VALID;
