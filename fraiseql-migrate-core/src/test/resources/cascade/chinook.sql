-- A record shop: artists, albums, tracks, playlists, invoices, employees who report to each other.
CREATE TABLE tb_artist (id int PRIMARY KEY, name text);
CREATE TABLE tb_genre (id int PRIMARY KEY, name text);
CREATE TABLE tb_album (id int PRIMARY KEY, title text, artist_id int NOT NULL REFERENCES tb_artist ON DELETE CASCADE);
CREATE TABLE tb_track (id int PRIMARY KEY, name text, album_id int REFERENCES tb_album ON DELETE CASCADE,
  genre_id int REFERENCES tb_genre ON DELETE SET NULL, price numeric(6, 2));
CREATE TABLE tb_playlist (id int PRIMARY KEY, name text);
CREATE TABLE tb_playlist_track (playlist_id int REFERENCES tb_playlist ON DELETE CASCADE,
  track_id int REFERENCES tb_track ON DELETE CASCADE ON UPDATE CASCADE, PRIMARY KEY (playlist_id, track_id));
CREATE TABLE tb_employee (id int PRIMARY KEY, name text, reports_to int REFERENCES tb_employee ON DELETE SET NULL ON UPDATE CASCADE);
CREATE TABLE tb_customer (id int PRIMARY KEY, name text, support_id int REFERENCES tb_employee ON DELETE SET NULL ON UPDATE SET NULL);
CREATE TABLE tb_invoice (id int PRIMARY KEY, customer_id int NOT NULL REFERENCES tb_customer, on_day date);
CREATE TABLE tb_invoice_line (id int PRIMARY KEY, invoice_id int NOT NULL REFERENCES tb_invoice ON DELETE CASCADE,
  track_id int NOT NULL REFERENCES tb_track ON UPDATE CASCADE, qty int);
CREATE VIEW v_artist AS SELECT a.id, a.name, (SELECT array_agg(b.title ORDER BY b.id) FROM tb_album b WHERE b.artist_id = a.id) AS albums
  FROM tb_artist a;
CREATE VIEW v_album AS SELECT b.id, b.title, a.name AS artist, count(t.id) AS tracks, sum(t.price) AS price
  FROM tb_album b JOIN tb_artist a ON a.id = b.artist_id LEFT JOIN tb_track t ON t.album_id = b.id GROUP BY b.id, b.title, a.name;
CREATE VIEW v_track AS SELECT t.id, t.name, g.name AS genre, a.name AS artist FROM tb_track t
  LEFT JOIN tb_genre g ON g.id = t.genre_id LEFT JOIN tb_album b ON b.id = t.album_id LEFT JOIN tb_artist a ON a.id = b.artist_id;
CREATE VIEW v_playlist AS WITH entry AS (SELECT x.playlist_id, t.name, t.id FROM tb_playlist_track x JOIN tb_track t ON t.id = x.track_id)
  SELECT p.id, p.name, (SELECT string_agg(e.name, ',' ORDER BY e.id) FROM entry e WHERE e.playlist_id = p.id) AS tracks FROM tb_playlist p;
CREATE VIEW v_employee AS SELECT e.id, e.name, b.name AS boss, (SELECT count(*) FROM tb_customer c WHERE c.support_id = e.id) AS customers
  FROM tb_employee e LEFT JOIN tb_employee b ON b.id = e.reports_to;
CREATE VIEW v_invoice AS SELECT i.id, c.name, e.name AS support, l.total FROM tb_invoice i JOIN tb_customer c ON c.id = i.customer_id
  LEFT JOIN tb_employee e ON e.id = c.support_id
  LEFT JOIN LATERAL (SELECT sum(x.qty * t.price) AS total FROM tb_invoice_line x JOIN tb_track t ON t.id = x.track_id
    WHERE x.invoice_id = i.id) l ON true;
CREATE VIEW v_bestseller AS SELECT g.id, g.name, rank() OVER (ORDER BY count(l.id) DESC) AS place FROM tb_genre g
  LEFT JOIN tb_track t ON t.genre_id = g.id LEFT JOIN tb_invoice_line l ON l.track_id = t.id GROUP BY g.id, g.name;
