DROP DATABASE IF EXISTS lint_example;
CREATE DATABASE lint_example;
