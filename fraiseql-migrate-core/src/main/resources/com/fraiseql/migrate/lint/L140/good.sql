-- file 001_add.sql
ALTER TABLE tb_post ADD CONSTRAINT tb_post_author_fkey
    FOREIGN KEY (fk_author) REFERENCES tb_author (id) ON DELETE CASCADE NOT VALID;
-- file 002_validate.sql
ALTER TABLE tb_post VALIDATE CONSTRAINT tb_post_author_fkey;
-- file 003_drop.sql
ALTER TABLE tb_post DROP CONSTRAINT tb_post_fk_author_fkey;
