-- file 001_bio.sql
ALTER TABLE tb_author ADD COLUMN bio text;
-- file 002_key.sql
ALTER TABLE tb_comment ADD CONSTRAINT tb_comment_post_fkey
    FOREIGN KEY (fk_post) REFERENCES tb_post (id) NOT VALID;
