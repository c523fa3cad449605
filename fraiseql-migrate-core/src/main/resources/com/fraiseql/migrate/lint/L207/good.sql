CREATE SEQUENCE tb_comment_number_seq;
ALTER TABLE tb_comment ADD COLUMN number bigint;
ALTER TABLE tb_comment ALTER COLUMN number SET DEFAULT nextval('tb_comment_number_seq');
ALTER SEQUENCE tb_comment_number_seq OWNED BY tb_comment.number;
