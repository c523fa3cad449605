-- Migration 001: the schema of the slice tests
CREATE TABLE tb_note (
    id INT PRIMARY KEY,
    text TEXT NOT NULL
);
