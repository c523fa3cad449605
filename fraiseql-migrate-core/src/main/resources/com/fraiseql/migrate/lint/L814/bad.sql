ALTER TABLE tb_comment ADD CONSTRAINT tb_comment_post_fkey
    FOREIGN KEY (fk_post) REFERENCES tb_post (id) ON DELETE CASCADE NOT VALID;
DELETE FROM tb_post WHERE id = 1;
