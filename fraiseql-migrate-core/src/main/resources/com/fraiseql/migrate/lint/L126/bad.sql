CREATE MATERIALIZED VIEW mv_author AS SELECT id, name FROM tb_author;
