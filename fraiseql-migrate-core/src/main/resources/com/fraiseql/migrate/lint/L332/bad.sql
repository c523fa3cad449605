-- fraiseql:no-transaction
SET LOCAL search_path = app;
CREATE TABLE tb_tag (id bigint PRIMARY KEY);
