CREATE SCHEMA app;
CREATE TABLE app.tb_tag (id bigint PRIMARY KEY);
