-- Migration 021: Query side of users and posts

CREATE TABLE tv_user (
    id UUID PRIMARY KEY,
    data JSONB NOT NULL,  -- Contains user + profile + post count
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
);

CREATE INDEX idx_tv_user_data ON tv_user USING GIN(data);

CREATE TABLE tv_post (
    id UUID PRIMARY KEY,
    data JSONB NOT NULL,  -- Contains post + author info + comments
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
);

CREATE INDEX idx_tv_post_data ON tv_post USING GIN(data);

-- Rollback:
-- DROP TABLE tv_post;
-- DROP TABLE tv_user;
