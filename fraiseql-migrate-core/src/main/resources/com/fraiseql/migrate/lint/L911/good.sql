ALTER ROLE lint_example_password PASSWORD NULL;
