CREATE INDEX tb_post_author ON tb_post (fk_author);
-- what a build that fails leaves
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'tb_post_author'::regclass;
