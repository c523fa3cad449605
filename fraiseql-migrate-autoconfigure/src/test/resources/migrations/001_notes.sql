-- Migration 001: the schema of the slice tests
CREATE TABLE tb_note (
    id INT PRIMARY KEY,
    text TEXT NOT NULL
);

CREATE TABLE tv_label (
    id INT PRIMARY KEY,
    data JSONB NOT NULL
);

CREATE VIEW v_label AS
SELECT n AS id, jsonb_build_object('name', 'Label ' || n) AS data FROM generate_series(1, 3) n;
