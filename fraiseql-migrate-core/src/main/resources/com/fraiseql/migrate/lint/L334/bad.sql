CREATE INDEX tb_post_author ON tb_post (fk_author);
DROP INDEX tb_post_author;
