DROP INDEX tb_vote_ballot_key;
