-- Migration 010: Add post categories

CREATE TABLE tb_category (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    name TEXT NOT NULL UNIQUE
);

ALTER TABLE tb_post ADD COLUMN category_id UUID REFERENCES tb_category(id);

-- Rollback:
-- ALTER TABLE tb_post DROP COLUMN category_id;
-- DROP TABLE tb_category;
