-- Migration 010: Add post categories

CREATE TABLE tb_category (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    name TEXT NOT NULL UNIQUE
);

-- Rollback:
-- DROP TABLE tb_category;
