CREATE VIEW v_comment AS SELECT id, jsonb_build_object('content', content) AS data FROM tb_comment;
CREATE TABLE tv_comment (id bigint PRIMARY KEY, data jsonb NOT NULL);
INSERT INTO tv_comment SELECT id, data FROM v_comment;
