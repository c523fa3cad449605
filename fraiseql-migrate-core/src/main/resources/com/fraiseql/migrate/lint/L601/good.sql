-- file 001_range.sql
UPDATE tb_post SET views = 0 WHERE views IS NULL AND id BETWEEN 1 AND 1000;
-- file 002_limit.sql
UPDATE tb_post SET slug = 'none'
WHERE id IN (SELECT id FROM tb_post WHERE slug IS NULL ORDER BY id LIMIT 100);
