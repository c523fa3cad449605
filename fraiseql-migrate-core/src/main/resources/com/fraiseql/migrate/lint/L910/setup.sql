DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'lint_example_powerful') THEN
        CREATE ROLE lint_example_powerful;
    END IF;
END
$$;
ALTER ROLE lint_example_powerful NOBYPASSRLS;
