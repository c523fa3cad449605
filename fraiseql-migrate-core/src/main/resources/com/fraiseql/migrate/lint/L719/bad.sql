ALTER TABLE tb_log ADD CONSTRAINT tb_log_post_fkey
    FOREIGN KEY (fk_post) REFERENCES tb_post (id) NOT VALID;
