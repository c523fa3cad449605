ALTER TABLE tb_author RENAME CONSTRAINT tb_author_pkey TO pk_author;
