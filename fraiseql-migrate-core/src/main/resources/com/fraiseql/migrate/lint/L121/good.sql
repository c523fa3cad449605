-- file 001_add.sql
ALTER TABLE tb_comment ADD CONSTRAINT tb_comment_post_fkey
    FOREIGN KEY (fk_post) REFERENCES tb_post (id) NOT VALID;
-- file 002_validate.sql
ALTER TABLE tb_comment VALIDATE CONSTRAINT tb_comment_post_fkey;
