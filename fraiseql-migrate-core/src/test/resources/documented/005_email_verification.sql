-- ✅ Good: Focused on one change
-- Migration 005: Add email verification

ALTER TABLE tb_user ADD COLUMN email_verified BOOLEAN DEFAULT FALSE;
CREATE INDEX idx_user_email_verified ON tb_user(email_verified);
