-- file 001_post.sql
ALTER TABLE tb_comment ADD CONSTRAINT tb_comment_post_fkey
    FOREIGN KEY (fk_post) REFERENCES tb_post (id) NOT VALID;
-- file 002_author.sql
ALTER TABLE tb_comment ADD CONSTRAINT tb_comment_author_fkey
    FOREIGN KEY (fk_author) REFERENCES tb_author (id) NOT VALID;
