-- A film rental: two keys to one table, many-to-many, payments in partitions.
CREATE TABLE tb_language (id int PRIMARY KEY, name text);
CREATE TABLE tb_film (id int PRIMARY KEY, title text, language_id int NOT NULL REFERENCES tb_language ON UPDATE CASCADE ON DELETE RESTRICT,
  original_language_id int REFERENCES tb_language ON UPDATE CASCADE ON DELETE SET NULL, rate numeric(4, 2));
CREATE TABLE tb_actor (id int PRIMARY KEY, name text);
CREATE TABLE tb_film_actor (actor_id int REFERENCES tb_actor ON UPDATE CASCADE ON DELETE CASCADE,
  film_id int REFERENCES tb_film ON UPDATE CASCADE ON DELETE CASCADE, role text, PRIMARY KEY (actor_id, film_id));
CREATE TABLE tb_store (id int PRIMARY KEY, city text);
CREATE TABLE tb_inventory (id int PRIMARY KEY, film_id int NOT NULL REFERENCES tb_film ON UPDATE CASCADE ON DELETE CASCADE,
  store_id int NOT NULL REFERENCES tb_store ON UPDATE CASCADE ON DELETE CASCADE);
CREATE TABLE tb_rental (id int PRIMARY KEY, inventory_id int REFERENCES tb_inventory ON UPDATE CASCADE ON DELETE SET NULL, rented date);
CREATE TABLE tb_payment (id int, paid date, rental_id int REFERENCES tb_rental ON UPDATE CASCADE ON DELETE SET NULL,
  amount numeric(5, 2), PRIMARY KEY (id, paid)) PARTITION BY RANGE (paid);
CREATE TABLE payment_1 PARTITION OF tb_payment FOR VALUES FROM (MINVALUE) TO ('2025-02-01');
CREATE TABLE payment_2 PARTITION OF tb_payment FOR VALUES FROM ('2025-02-01') TO ('2025-03-01');
CREATE TABLE payment_3 PARTITION OF tb_payment DEFAULT;
CREATE VIEW v_film AS SELECT f.id, f.title, l.name AS language, o.name AS original, (SELECT jsonb_agg(a.name || x.role ORDER BY a.id)
  FROM tb_film_actor x JOIN tb_actor a ON a.id = x.actor_id WHERE x.film_id = f.id) AS actors,
  (SELECT count(*) FROM tb_inventory i WHERE i.film_id = f.id) AS copies FROM tb_film f JOIN tb_language l ON l.id = f.language_id
  LEFT JOIN tb_language o ON o.id = f.original_language_id;
CREATE VIEW v_actor AS SELECT a.id, a.name, array(SELECT f.title FROM tb_film_actor x JOIN tb_film f ON f.id = x.film_id
  WHERE x.actor_id = a.id ORDER BY f.id) AS films FROM tb_actor a;
CREATE VIEW v_rental AS SELECT r.id, f.title, s.city, p.paid FROM tb_rental r LEFT JOIN tb_inventory i ON i.id = r.inventory_id
  LEFT JOIN tb_film f ON f.id = i.film_id LEFT JOIN tb_store s ON s.id = i.store_id
  LEFT JOIN (SELECT rental_id, sum(amount) AS paid FROM tb_payment GROUP BY rental_id) p ON p.rental_id = r.id;
CREATE VIEW v_payment AS SELECT p.id, p.paid, p.amount, r.rented FROM tb_payment p LEFT JOIN tb_rental r ON r.id = p.rental_id;
CREATE VIEW v_store AS SELECT s.id, s.city, sum(p.amount) AS revenue FROM tb_store s LEFT JOIN tb_inventory i ON i.store_id = s.id
  LEFT JOIN tb_rental r ON r.inventory_id = i.id LEFT JOIN tb_payment p ON p.rental_id = r.id GROUP BY s.id, s.city;
