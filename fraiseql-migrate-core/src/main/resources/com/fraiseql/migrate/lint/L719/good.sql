ALTER TABLE tb_log_2024 ADD CONSTRAINT tb_log_2024_post_fkey
    FOREIGN KEY (fk_post) REFERENCES tb_post (id) NOT VALID;
