-- file 001_add.sql
ALTER DOMAIN email ADD CONSTRAINT email_at CHECK (VALUE LIKE '%@%') NOT VALID;
-- file 002_validate.sql
ALTER DOMAIN email VALIDATE CONSTRAINT email_at;
