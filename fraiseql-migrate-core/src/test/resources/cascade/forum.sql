-- A circle: a thread knows its last post, a post its thread, both checked at COMMIT.
CREATE TABLE tb_member (id int PRIMARY KEY, nick text, points int);
CREATE TABLE tb_board (id int PRIMARY KEY, title text, moderator_id int REFERENCES tb_member ON DELETE SET NULL);
CREATE TABLE tb_thread (id int PRIMARY KEY, board_id int NOT NULL REFERENCES tb_board ON DELETE CASCADE ON UPDATE CASCADE, subject text, last_post_id int);
CREATE TABLE tb_post (id int PRIMARY KEY, thread_id int REFERENCES tb_thread ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
  member_id int REFERENCES tb_member ON DELETE SET NULL ON UPDATE CASCADE, body text);
ALTER TABLE tb_thread ADD FOREIGN KEY (last_post_id) REFERENCES tb_post ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
CREATE TABLE tb_vote (post_id int REFERENCES tb_post ON DELETE CASCADE ON UPDATE CASCADE, member_id int REFERENCES tb_member ON DELETE CASCADE ON UPDATE CASCADE,
  value int, PRIMARY KEY (post_id, member_id));
CREATE VIEW v_thread AS SELECT t.id, t.subject, b.title, p.body AS last, m.nick AS last_by, (SELECT count(*) FROM tb_post x WHERE x.thread_id = t.id) AS posts
  FROM tb_thread t JOIN tb_board b ON b.id = t.board_id LEFT JOIN tb_post p ON p.id = t.last_post_id LEFT JOIN tb_member m ON m.id = p.member_id;
CREATE VIEW v_post AS SELECT p.id, p.body, m.nick, t.subject, (SELECT sum(v.value) FROM tb_vote v WHERE v.post_id = p.id) AS score
  FROM tb_post p LEFT JOIN tb_thread t ON t.id = p.thread_id LEFT JOIN tb_member m ON m.id = p.member_id;
CREATE VIEW v_member AS SELECT m.id, m.nick, (SELECT sum(v.value) FROM tb_post p JOIN tb_vote v ON v.post_id = p.id WHERE p.member_id = m.id) AS karma
  FROM tb_member m;
CREATE VIEW v_board AS SELECT b.id, b.title, m.nick AS moderator, (SELECT t.subject FROM tb_thread t WHERE t.board_id = b.id ORDER BY t.id DESC LIMIT 1) AS newest
  FROM tb_board b LEFT JOIN tb_member m ON m.id = b.moderator_id;
CREATE VIEW v_active AS SELECT m.id, m.nick FROM tb_member m WHERE EXISTS (SELECT FROM tb_post p WHERE p.member_id = m.id)
  OR EXISTS (SELECT FROM tb_vote v WHERE v.member_id = m.id);
