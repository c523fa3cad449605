-- Posts, tags and comments: what is embedded, counted and linked by a table between.
CREATE TABLE tb_user (id int PRIMARY KEY, name text, email text UNIQUE, manager_id int REFERENCES tb_user ON DELETE SET NULL);
CREATE TABLE tb_post (id int PRIMARY KEY, author_id int NOT NULL REFERENCES tb_user ON DELETE CASCADE,
  editor_id int REFERENCES tb_user ON DELETE SET NULL, title text, status text);
CREATE TABLE tb_comment (id int PRIMARY KEY, post_id int NOT NULL REFERENCES tb_post ON DELETE CASCADE ON UPDATE CASCADE,
  author_id int REFERENCES tb_user ON DELETE SET NULL, reply_to int REFERENCES tb_comment ON DELETE CASCADE, body text);
CREATE TABLE tb_tag (id int PRIMARY KEY, name text);
CREATE TABLE tb_post_tag (post_id int REFERENCES tb_post ON DELETE CASCADE ON UPDATE CASCADE,
  tag_id int REFERENCES tb_tag ON DELETE CASCADE, PRIMARY KEY (post_id, tag_id));
CREATE TABLE tb_profile (user_id int PRIMARY KEY REFERENCES tb_user ON DELETE CASCADE, bio text);
CREATE VIEW v_user AS SELECT u.id, u.name, p.bio, m.name AS manager,
  (SELECT count(*) FROM tb_post x WHERE x.author_id = u.id) AS posts
  FROM tb_user u LEFT JOIN tb_profile p ON p.user_id = u.id LEFT JOIN tb_user m ON m.id = u.manager_id;
CREATE VIEW v_comment AS SELECT c.id, c.body, u.name AS author FROM tb_comment c LEFT JOIN tb_user u ON u.id = c.author_id;
CREATE VIEW v_post AS SELECT p.id, jsonb_build_object('title', p.title, 'author', u.name, 'editor', e.name,
    'tags', (SELECT jsonb_agg(t.name ORDER BY t.id) FROM tb_post_tag x JOIN tb_tag t ON t.id = x.tag_id WHERE x.post_id = p.id),
    'comments', (SELECT jsonb_agg(v.author || v.body ORDER BY v.id) FROM tb_comment c JOIN v_comment v ON v.id = c.id
      WHERE c.post_id = p.id)) AS data
  FROM tb_post p JOIN tb_user u ON u.id = p.author_id LEFT JOIN tb_user e ON e.id = p.editor_id;
CREATE VIEW v_tag AS SELECT t.id, t.name, count(x.post_id) AS posts FROM tb_tag t LEFT JOIN tb_post_tag x ON x.tag_id = t.id
  GROUP BY t.id, t.name;
CREATE VIEW v_latest AS SELECT id, title FROM tb_post ORDER BY id DESC LIMIT 3;
CREATE VIEW v_published AS SELECT p.id, p.title FROM tb_post p WHERE p.status > 'm'
  AND EXISTS (SELECT FROM tb_comment c WHERE c.post_id = p.id);
