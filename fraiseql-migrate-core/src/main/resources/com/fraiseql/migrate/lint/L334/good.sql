CREATE INDEX CONCURRENTLY tb_post_author ON tb_post (fk_author);
