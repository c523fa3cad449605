-- file 001_table.sql
CREATE TABLE tb_like (id bigint PRIMARY KEY, fk_post bigint NOT NULL);
-- file 002_key.sql
ALTER TABLE tb_like ADD CONSTRAINT tb_like_post_fkey FOREIGN KEY (fk_post) REFERENCES tb_post (id);
