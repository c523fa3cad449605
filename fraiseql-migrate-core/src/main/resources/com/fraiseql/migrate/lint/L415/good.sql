ALTER TABLE tb_post DROP CONSTRAINT tb_post_fk_author_fkey;
ALTER TABLE tb_post ADD CONSTRAINT tb_post_fk_author_fkey
    FOREIGN KEY (fk_author) REFERENCES tb_author (id) ON DELETE CASCADE NOT VALID;
