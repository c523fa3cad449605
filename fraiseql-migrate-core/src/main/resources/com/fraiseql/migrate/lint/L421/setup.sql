ALTER TABLE tb_post ADD COLUMN code text;
CREATE INDEX tb_post_author_code ON tb_post (fk_author, code);
