-- file 001_batched.sql
-- fraiseql:batch size=100
UPDATE tb_post SET body = NULL WHERE body IS NOT NULL;
-- file 002_range.sql
UPDATE tb_post SET views = 0 WHERE views IS NULL AND id BETWEEN 1 AND 1000;
-- file 003_limit.sql
UPDATE tb_post SET slug = 'none'
WHERE id IN (SELECT id FROM tb_post WHERE slug IS NULL ORDER BY id LIMIT 100);
