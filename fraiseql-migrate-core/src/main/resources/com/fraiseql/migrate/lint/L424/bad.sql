DROP OWNED BY lint_example;
