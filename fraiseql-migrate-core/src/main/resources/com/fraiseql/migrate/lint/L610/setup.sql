ALTER TABLE tb_author DROP COLUMN contact;
