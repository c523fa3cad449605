-- CONCURRENTLY, which the engine runs outside of a transaction
CREATE INDEX CONCURRENTLY tb_post_author ON tb_post (fk_author);
