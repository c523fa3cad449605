DROP DATABASE lint_example;
