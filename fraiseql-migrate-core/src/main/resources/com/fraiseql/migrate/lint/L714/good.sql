CREATE INDEX CONCURRENTLY tb_author_name ON tb_author (name);
