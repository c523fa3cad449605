CREATE TYPE post_status AS ENUM ('draft', 'published');
CREATE DOMAIN email AS text;

CREATE TABLE tb_author (
    id bigint PRIMARY KEY,
    name text NOT NULL,
    contact email
);
CREATE TABLE tb_post (
    id bigint PRIMARY KEY,
    fk_author bigint NOT NULL REFERENCES tb_author (id),
    title text NOT NULL,
    slug varchar(50),
    body text,
    views integer,
    rating numeric(6, 2),
    status post_status,
    published_at timestamp,
    created_at timestamptz NOT NULL DEFAULT now(),
    meta json
);
CREATE INDEX tb_post_slug ON tb_post (slug);
CREATE TABLE tb_comment (
    id bigint PRIMARY KEY,
    fk_post bigint NOT NULL,
    fk_author bigint,
    content text,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE tb_event (id bigint NOT NULL, happened_at date NOT NULL, kind text) PARTITION BY RANGE (happened_at);
CREATE TABLE tb_event_2024 PARTITION OF tb_event FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE tb_event_2025 (id bigint NOT NULL, happened_at date NOT NULL, kind text);
CREATE VIEW v_post AS SELECT id, title, slug FROM tb_post;
CREATE TABLE tv_post (id bigint PRIMARY KEY, data jsonb NOT NULL);
CREATE MATERIALIZED VIEW mv_post AS SELECT id, title FROM tb_post;
CREATE UNIQUE INDEX mv_post_id ON mv_post (id);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER tb_comment_touch BEFORE UPDATE ON tb_comment FOR EACH ROW EXECUTE FUNCTION touch();

INSERT INTO tb_author SELECT i, 'author ' || i, 'a' || i || '@example.com' FROM generate_series(1, 50) i;
INSERT INTO tb_post (id, fk_author, title, slug, body, views, rating, status, published_at)
    SELECT i, 1 + i % 50, 'title ' || i, 'slug-' || i, 'body', i, i % 5, 'draft', '2024-01-01' FROM generate_series(1, 500) i;
INSERT INTO tb_comment SELECT i, 1 + i % 500, 1 + i % 50, 'comment' FROM generate_series(1, 1000) i;
INSERT INTO tb_event SELECT i, date '2024-01-01' + i % 300, 'seen' FROM generate_series(1, 500) i;
INSERT INTO tb_event_2025 SELECT i, date '2025-01-01' + i % 300, 'seen' FROM generate_series(1, 500) i;
INSERT INTO tv_post SELECT id, jsonb_build_object('title', title) FROM tb_post;
REFRESH MATERIALIZED VIEW mv_post;
