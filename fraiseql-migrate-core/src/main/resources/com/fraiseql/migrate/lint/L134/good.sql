ALTER TABLE tb_vote DROP CONSTRAINT tb_vote_ballot_key;
