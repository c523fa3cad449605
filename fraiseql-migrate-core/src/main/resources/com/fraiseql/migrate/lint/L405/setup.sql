CREATE TABLE tb_tag (id bigint, name text NOT NULL, CONSTRAINT tb_tag_pkey PRIMARY KEY (id, name));
