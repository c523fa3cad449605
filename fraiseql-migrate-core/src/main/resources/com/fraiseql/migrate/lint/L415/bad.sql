ALTER TABLE tb_post DROP CONSTRAINT tb_post_fk_author_fkey;
