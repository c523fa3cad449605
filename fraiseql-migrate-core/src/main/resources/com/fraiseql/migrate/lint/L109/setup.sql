CREATE TABLE tb_vote (id bigint, ballot bigint);
INSERT INTO tb_vote SELECT i, i FROM generate_series(1, 500) i;
CREATE UNIQUE INDEX tb_vote_id ON tb_vote (id);
