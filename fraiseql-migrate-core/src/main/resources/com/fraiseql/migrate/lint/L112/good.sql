-- file 001_column.sql
ALTER TABLE tb_comment ADD COLUMN fk_reply bigint;
-- file 002_key.sql
ALTER TABLE tb_comment ADD CONSTRAINT tb_comment_reply_fkey
    FOREIGN KEY (fk_reply) REFERENCES tb_post (id) NOT VALID;
-- file 003_validate.sql
ALTER TABLE tb_comment VALIDATE CONSTRAINT tb_comment_reply_fkey;
