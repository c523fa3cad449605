ALTER ROLE lint_example_password PASSWORD 'Zebra-42-lake';
