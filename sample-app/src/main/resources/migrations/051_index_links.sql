-- Migration 051: Index the columns that link tables
--
-- A change of a user or a category looks for its posts.

CREATE INDEX idx_post_author ON tb_post(author_id);
CREATE INDEX idx_post_category ON tb_post(category_id);

-- Rollback:
-- DROP INDEX idx_post_category;
-- DROP INDEX idx_post_author;
