CREATE INDEX CONCURRENTLY tb_post_slug_typed ON tb_post (slug);
