-- People who follow and block each other, likes, and feeds that are united.
CREATE TABLE tb_person (id int PRIMARY KEY, handle text UNIQUE, private boolean);
CREATE TABLE tb_follow (follower_id int REFERENCES tb_person ON DELETE CASCADE ON UPDATE CASCADE, followed_id int REFERENCES tb_person ON DELETE CASCADE ON UPDATE CASCADE,
  since date, PRIMARY KEY (follower_id, followed_id));
CREATE TABLE tb_photo (id int PRIMARY KEY, person_id int NOT NULL REFERENCES tb_person ON DELETE CASCADE ON UPDATE CASCADE, caption text);
CREATE TABLE tb_note (id int PRIMARY KEY, person_id int NOT NULL REFERENCES tb_person ON DELETE CASCADE ON UPDATE CASCADE, photo_id int REFERENCES tb_photo ON DELETE SET NULL ON UPDATE CASCADE, body text);
CREATE TABLE tb_reaction (photo_id int REFERENCES tb_photo ON DELETE CASCADE ON UPDATE CASCADE, person_id int REFERENCES tb_person ON DELETE CASCADE ON UPDATE CASCADE,
  kind text, PRIMARY KEY (photo_id, person_id));
CREATE TABLE tb_mention (id int PRIMARY KEY, note_id int REFERENCES tb_note ON DELETE CASCADE, handle text REFERENCES tb_person (handle) ON DELETE SET NULL ON UPDATE CASCADE);
CREATE VIEW v_person AS SELECT p.id, p.handle, (SELECT count(*) FROM tb_follow f WHERE f.followed_id = p.id) AS followers, (SELECT count(*) FROM tb_follow f WHERE f.follower_id = p.id) AS follows
  FROM tb_person p;
CREATE VIEW v_photo AS SELECT h.id, h.caption, p.handle, (SELECT jsonb_object_agg(r.handle, x.kind) FROM tb_reaction x JOIN tb_person r ON r.id = x.person_id
  WHERE x.photo_id = h.id AND r.handle IS NOT NULL) AS reactions FROM tb_photo h JOIN tb_person p ON p.id = h.person_id;
CREATE VIEW v_note AS SELECT n.id, n.body, h.caption, a.handle, (SELECT string_agg(m.handle, ' ' ORDER BY m.id) FROM tb_mention m WHERE m.note_id = n.id) AS mentions
  FROM tb_note n JOIN tb_person a ON a.id = n.person_id LEFT JOIN tb_photo h ON h.id = n.photo_id;
CREATE VIEW v_timeline AS SELECT x.id, jsonb_agg(x.what ORDER BY x.what) AS items FROM (SELECT person_id AS id, caption AS what FROM tb_photo
  UNION ALL SELECT person_id, body FROM tb_note) x GROUP BY x.id;
CREATE VIEW v_feed AS SELECT p.id, (SELECT jsonb_agg(h.caption ORDER BY h.id) FROM tb_follow f JOIN tb_photo h ON h.person_id = f.followed_id JOIN tb_person w ON w.id = f.followed_id
  WHERE f.follower_id = p.id AND NOT coalesce(w.private, false)) AS photos FROM tb_person p;
CREATE VIEW v_friend AS SELECT a.follower_id, a.followed_id, a.since FROM tb_follow a JOIN tb_follow b ON b.follower_id = a.followed_id AND b.followed_id = a.follower_id;
