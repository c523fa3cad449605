CREATE INDEX CONCURRENTLY tb_post_author ON tb_post (fk_author);

CREATE TABLE tb_tag (id bigint PRIMARY KEY, name text NOT NULL);
CREATE INDEX tb_tag_name ON tb_tag (name);
