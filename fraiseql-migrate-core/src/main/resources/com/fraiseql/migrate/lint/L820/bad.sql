CREATE TABLE "tbTag" (id bigint PRIMARY KEY);
SELECT count(*) FROM tbTag;
