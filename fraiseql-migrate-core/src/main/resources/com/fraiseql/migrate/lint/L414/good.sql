CREATE UNIQUE INDEX CONCURRENTLY tb_comment_new_pkey ON tb_comment (id, fk_post);
ALTER TABLE tb_comment DROP CONSTRAINT tb_comment_pkey,
    ADD CONSTRAINT tb_comment_new_pkey PRIMARY KEY USING INDEX tb_comment_new_pkey;
