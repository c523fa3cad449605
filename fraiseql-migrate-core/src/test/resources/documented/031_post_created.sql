-- ✅ Better: Create index concurrently (doesn't lock)
CREATE INDEX CONCURRENTLY idx_post_created ON tb_post(created_at);
