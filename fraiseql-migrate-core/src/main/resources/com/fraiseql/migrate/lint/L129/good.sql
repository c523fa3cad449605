CREATE OR REPLACE TRIGGER tb_comment_touch BEFORE UPDATE ON tb_comment FOR EACH ROW
    WHEN (current_setting('app.loading', true) IS DISTINCT FROM 'on') EXECUTE FUNCTION touch();
