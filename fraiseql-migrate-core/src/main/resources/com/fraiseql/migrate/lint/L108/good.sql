CREATE UNIQUE INDEX CONCURRENTLY tb_vote_pkey ON tb_vote (id);
ALTER TABLE tb_vote ADD CONSTRAINT tb_vote_pkey PRIMARY KEY USING INDEX tb_vote_pkey;
