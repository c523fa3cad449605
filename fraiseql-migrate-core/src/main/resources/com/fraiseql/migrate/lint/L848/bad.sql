CREATE TABLE tv_author (id bigint NOT NULL, data jsonb NOT NULL);
