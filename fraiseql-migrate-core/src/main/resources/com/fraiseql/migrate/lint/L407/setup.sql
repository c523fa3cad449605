CREATE SCHEMA app;
CREATE TABLE app.tb_tag (id bigint PRIMARY KEY);
INSERT INTO app.tb_tag VALUES (1);
