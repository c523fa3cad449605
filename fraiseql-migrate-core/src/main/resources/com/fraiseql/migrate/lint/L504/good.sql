ALTER TYPE post_status ADD VALUE 'hidden';
