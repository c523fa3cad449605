CREATE INDEX CONCURRENTLY tb_post_by_author ON tb_post (fk_author);
DROP INDEX CONCURRENTLY tb_post_author;
