CREATE INDEX CONCURRENTLY tb_post_wide ON tb_post (fk_author, status, created_at, slug);
