ALTER TABLE tb_comment ADD CONSTRAINT tb_comment_post_fkey
    FOREIGN KEY (fk_post) REFERENCES tb_post (id) ON DELETE RESTRICT NOT VALID;
