DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'lint_example') THEN
        CREATE ROLE lint_example;
    END IF;
END
$$;
CREATE TABLE tb_tag (id bigint PRIMARY KEY);
INSERT INTO tb_tag VALUES (1);
ALTER TABLE tb_tag OWNER TO lint_example;
