-- CONCURRENTLY is impossible here, since migrations run in a transaction
CREATE INDEX tb_post_author ON tb_post (fk_author);
