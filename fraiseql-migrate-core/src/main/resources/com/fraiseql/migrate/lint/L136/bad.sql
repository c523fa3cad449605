DROP INDEX CONCURRENTLY tb_post_author;
CREATE INDEX CONCURRENTLY tb_post_author_created ON tb_post (fk_author, created_at);
