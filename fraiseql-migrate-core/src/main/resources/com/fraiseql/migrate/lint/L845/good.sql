CREATE INDEX CONCURRENTLY tb_like_post ON tb_like (fk_post);
CREATE VIEW v_like AS
SELECT p.id, count(l.id) AS likes FROM tb_post p JOIN tb_like l ON l.fk_post = p.id GROUP BY p.id;
