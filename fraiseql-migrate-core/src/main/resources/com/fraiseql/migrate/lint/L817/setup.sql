CREATE INDEX tb_post_author ON tb_post (fk_author);
