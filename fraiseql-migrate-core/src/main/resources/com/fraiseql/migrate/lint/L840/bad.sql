CREATE TABLE "order" (id bigint PRIMARY KEY);
SELECT count(*) FROM order;
