CREATE TABLE tb_vote (id bigint, ballot bigint);
INSERT INTO tb_vote SELECT i, i FROM generate_series(1, 500) i;
