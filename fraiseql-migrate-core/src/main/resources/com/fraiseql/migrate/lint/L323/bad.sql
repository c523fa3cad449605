DO $$
DECLARE
    t text;
BEGIN
    FOR t IN SELECT relname FROM pg_class WHERE relname = 'tb_post' LOOP
        EXECUTE 'ALTER TABLE ' || quote_ident(t) || ' ADD COLUMN archived boolean';
    END LOOP;
END
$$;
