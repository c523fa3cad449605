CREATE INDEX CONCURRENTLY tb_post_code_c ON tb_post (code COLLATE "C");
