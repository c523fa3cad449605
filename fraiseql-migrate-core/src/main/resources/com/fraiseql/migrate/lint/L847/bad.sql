INSERT INTO tv_comment SELECT id, data FROM v_comment;
CREATE TRIGGER sync_insert AFTER INSERT ON tb_comment REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION sync_comment();
