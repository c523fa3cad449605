CREATE TABLE tb_vote (id bigint PRIMARY KEY, ballot bigint UNIQUE);
