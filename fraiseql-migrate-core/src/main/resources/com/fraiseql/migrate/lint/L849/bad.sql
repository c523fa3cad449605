TRUNCATE tv_comment;
INSERT INTO tv_comment SELECT id, data FROM v_comment;
