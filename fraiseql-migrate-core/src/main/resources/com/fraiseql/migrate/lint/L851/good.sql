CREATE OR REPLACE VIEW v_comment AS SELECT id, jsonb_build_object('post', fk_post) AS data FROM tb_comment;
ALTER TABLE tb_comment DROP COLUMN content;
