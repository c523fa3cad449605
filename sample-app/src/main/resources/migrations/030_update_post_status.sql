-- Migration 030: Update post status

BEGIN;

ALTER TABLE tb_post ADD COLUMN status TEXT DEFAULT 'draft';
UPDATE tb_post SET status = CASE
    WHEN published THEN 'published'
    ELSE 'draft'
END;
ALTER TABLE tb_post DROP COLUMN published;

COMMIT;
