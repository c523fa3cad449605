CREATE TABLE tv_author (id bigint PRIMARY KEY, data jsonb NOT NULL);
