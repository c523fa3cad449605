-- fraiseql:no-transaction
SET search_path = app;
CREATE TABLE tb_tag (id bigint PRIMARY KEY);
