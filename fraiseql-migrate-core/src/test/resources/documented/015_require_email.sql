-- Migration 015: Make email required

-- First, ensure all existing users have emails
UPDATE tb_user SET email = username || '@example.com'
WHERE email IS NULL;

-- Now make it NOT NULL
ALTER TABLE tb_user ALTER COLUMN email SET NOT NULL;
