-- Migration 040: Index posts by time
--
-- Built without stopping writers; PostgreSQL refuses this in a transaction, so it is one step of its own.

CREATE INDEX CONCURRENTLY idx_post_created ON tb_post(created_at);

-- Rollback:
-- DROP INDEX CONCURRENTLY idx_post_created;
