ALTER TABLE tb_archive ALTER COLUMN views TYPE text;
