SET statement_timeout = 0;
CREATE INDEX CONCURRENTLY tb_post_author ON tb_post (fk_author);
