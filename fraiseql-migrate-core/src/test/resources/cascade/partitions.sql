-- Events in partitions of partitions; foreign keys of one partition, and to one.
CREATE TABLE tb_device (id int PRIMARY KEY, name text);
CREATE TABLE tb_event (id int, kind text, at date, device_id int REFERENCES tb_device ON DELETE CASCADE ON UPDATE CASCADE, value int,
  PRIMARY KEY (id, kind, at)) PARTITION BY LIST (kind);
CREATE TABLE event_low PARTITION OF tb_event FOR VALUES IN ('a', 'b', 'c', 'd', 'e', 'f');
CREATE TABLE event_high PARTITION OF tb_event DEFAULT PARTITION BY RANGE (at);
CREATE TABLE event_high_1 PARTITION OF event_high FOR VALUES FROM (MINVALUE) TO ('2025-02-01');
CREATE TABLE event_high_2 PARTITION OF event_high DEFAULT;
CREATE TABLE tb_alarm (id int PRIMARY KEY, event_id int, kind text, at date, note text,
  FOREIGN KEY (event_id, kind, at) REFERENCES tb_event ON DELETE CASCADE ON UPDATE CASCADE);
CREATE TABLE tb_mark (id int PRIMARY KEY, event_id int, kind text, at date,
  FOREIGN KEY (event_id, kind, at) REFERENCES event_low ON DELETE SET NULL ON UPDATE CASCADE);
CREATE VIEW v_device AS SELECT d.id, d.name, count(e.id) AS events, max(e.value) AS highest FROM tb_device d
  LEFT JOIN tb_event e ON e.device_id = d.id GROUP BY d.id, d.name;
CREATE VIEW v_event AS SELECT e.id, e.kind, e.at, e.value, d.name, (SELECT count(*) FROM tb_alarm a WHERE a.event_id = e.id AND a.kind = e.kind
  AND a.at = e.at) AS alarms FROM tb_event e LEFT JOIN tb_device d ON d.id = e.device_id;
CREATE VIEW v_low AS SELECT d.id, (SELECT count(*) FROM event_low l WHERE l.device_id = d.id) AS low FROM tb_device d;
CREATE VIEW v_high AS SELECT l.id, l.kind, l.at, d.name FROM event_high l JOIN tb_device d ON d.id = l.device_id;
CREATE VIEW v_mark AS SELECT m.id, e.value FROM tb_mark m LEFT JOIN tb_event e ON e.id = m.event_id AND e.kind = m.kind AND e.at = m.at;
