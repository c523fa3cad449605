CREATE TABLE tb_post_new (LIKE tb_post INCLUDING ALL) TABLESPACE pg_default;
