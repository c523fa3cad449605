CREATE TABLE tb_log (id bigint GENERATED ALWAYS AS IDENTITY, message text);
ALTER TABLE tb_log ADD CONSTRAINT tb_log_pkey PRIMARY KEY (id);
