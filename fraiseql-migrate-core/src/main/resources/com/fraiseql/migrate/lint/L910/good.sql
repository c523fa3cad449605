ALTER ROLE lint_example_powerful NOBYPASSRLS;
