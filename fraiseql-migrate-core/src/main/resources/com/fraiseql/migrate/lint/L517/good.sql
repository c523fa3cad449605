CREATE TABLE tb_tag (id bigint CONSTRAINT tb_tag_pkey PRIMARY KEY);
ALTER TABLE tb_tag RENAME CONSTRAINT tb_tag_pkey TO pk_tag;
