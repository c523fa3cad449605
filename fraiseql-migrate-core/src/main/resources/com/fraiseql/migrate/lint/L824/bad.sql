CREATE INDEX CONCURRENTLY tb_post_slug_equal ON tb_post USING hash (slug);
