CREATE VIEW v_comment AS SELECT id, fk_post, content FROM tb_comment;
