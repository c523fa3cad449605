DROP INDEX CONCURRENTLY tb_post_author_code;
ALTER TABLE tb_post DROP COLUMN code;
