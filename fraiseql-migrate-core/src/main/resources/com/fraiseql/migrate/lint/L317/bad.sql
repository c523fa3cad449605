BEGIN;
ALTER TYPE post_status ADD VALUE 'archived';
UPDATE tb_post SET status = 'archived' WHERE id = 1;
COMMIT;
