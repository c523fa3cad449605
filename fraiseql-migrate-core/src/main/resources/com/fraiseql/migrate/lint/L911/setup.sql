DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'lint_example_password') THEN
        CREATE ROLE lint_example_password;
    END IF;
END
$$;
ALTER ROLE lint_example_password PASSWORD NULL;
