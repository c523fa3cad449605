CREATE INDEX CONCURRENTLY IF NOT EXISTS tb_post_author ON tb_post (fk_author);
