CREATE VIEW v_comment AS SELECT id, jsonb_build_object('content', content) AS data FROM tb_comment;
CREATE TABLE tv_comment (id bigint PRIMARY KEY, data jsonb NOT NULL);
INSERT INTO tv_comment SELECT id, data FROM v_comment;
CREATE FUNCTION sync_comment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tv_comment SELECT v.id, v.data FROM v_comment v JOIN changed c ON c.id = v.id
        ON CONFLICT (id) DO UPDATE SET data = excluded.data;
    RETURN NULL;
END
$$;
CREATE TRIGGER sync_insert AFTER INSERT ON tb_comment REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION sync_comment();
CREATE TRIGGER sync_update AFTER UPDATE ON tb_comment REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION sync_comment();
