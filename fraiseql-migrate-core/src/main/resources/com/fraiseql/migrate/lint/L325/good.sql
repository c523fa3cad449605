ALTER TABLE tb_post ADD COLUMN archived boolean;

-- fraiseql:allow L101 "no session writes this table at night"
CREATE INDEX tb_post_author ON tb_post (fk_author);
