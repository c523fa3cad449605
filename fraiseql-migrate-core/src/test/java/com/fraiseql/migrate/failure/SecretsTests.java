// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://tom:hunter2@db/blog",
                "see postgres://tom:hun/ter@hunter2@db/blog for more",
                "SELECT dblink_connect('postgres://tom:hunter2",
                "jdbc:postgresql://db/blog?user=tom&password=hunter2&x=y",
                "jdbc:postgresql://db/blog?sslpassword=hunter2",
                "jdbc:postgresql://db/blog?PASSWORD=hunter2;x=y",
                "host=db user=tom password=hunter2 dbname=blog",
                "host = db user = tom password = hunter2",
                "host=db password='it is hunter2' dbname=blog",
                "host=db password=it\\ is\\ hunter2 dbname=blog",
                "CREATE SUBSCRIPTION s CONNECTION 'host=db password=hunter2' PUBLICATION p",
                "CREATE SUBSCRIPTION s CONNECTION 'host=db password=''it is hunter2''' PUBLICATION p",
                "CREATE SUBSCRIPTION s CONNECTION E'host=db password=\\'it is hunter2\\'' PUBLICATION p",
                "SELECT dblink_connect('c', 'dbname=x password=hunter2')",
            })
    void aPasswordInAConnectionStringIsMasked(String text) {
        assertThat(Secrets.mask(text)).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER USER tom PASSWORD 'hunter2'",
                "ALTER USER tom PASSWORD'hunter2'",
                "alter user tom encrypted password 'hunter2'",
                "ALTER USER tom PASSWORD\n  'hunter2'",
                "ALTER USER tom PASSWORD -- it's a comment\n 'hunter2'",
                "ALTER USER tom PASSWORD /* it's a comment */ 'hunter2'",
                "ALTER USER tom PASSWORD E'it\\'s hunter2'",
                "ALTER USER tom PASSWORD U&'\\0041hunter2'",
                "ALTER USER tom PASSWORD 'a'\n'hunter2'",
                "ALTER USER tom PASSWORD 'it''s hunter2'",
                "ALTER USER tom PASSWORD $$hunter2$$",
                "ALTER USER tom PASSWORD $p$it's $$ hunter2$p$",
                "ALTER USER tom PASSWORD $$hunter2",
                "ALTER USER tom PASSWORD 'hunter2",
                "ALTER USER tom PASSWORD E'it\\'s hunter2",
                "ALTER USER tom PASSWORD hunter2",
                "ALTER USER tom PASSWORD \"hunter2\"",
                "ALTER USER tom PASSWORD 'a' 'hunter2'",
                "CREATE USER MAPPING FOR tom SERVER db OPTIONS (user 'tom', password E'hunter2')",
                "CREATE USER MAPPING FOR tom SERVER db OPTIONS (\"user\" 'tom', \"password\" 'hunter2')",
                "CREATE USER MAPPING FOR tom SERVER db OPTIONS (SET password 'hunter2')",
                "CREATE SERVER s OPTIONS (aws_secret_access_key 'hunter2')",
                "UPDATE users SET password = 'hunter2'",
                "UPDATE users SET password = crypt('hunter2', gen_salt('bf'))",
                "INSERT INTO users (name, password) VALUES ('tom', 'hunter2'), ('x', 'hunter2')",
                "INSERT INTO users (password, name) SELECT 'hunter2', 'tom'",
                "Key (name, password)=(tom, hunter2) already exists.",
                "SELECT pgp_sym_encrypt(note, 'hunter2') FROM notes",
                "SELECT pgp_sym_decrypt(note::bytea, $k$hunter2$k$) FROM notes",
                "SELECT hmac('x', 'hunter2', 'sha256')",
                "SELECT vault.create_secret('hunter2')",
                "ALTER SYSTEM SET primary_conninfo = 'host=x password=hunter2'",
                "ALTER SYSTEM SET ssl_passphrase_command TO 'echo hunter2'",
                "ALTER DATABASE d SET app.jwt_secret = 'hunter2'",
                "ALTER DATABASE d SET \"app.jwt_secret\" TO 'hunter2'",
                "SET app.api_key = hunter2",
                "SET app.api_key TO hunter2",
                "SELECT set_config('app.jwt_secret', 'hunter2', false)",
                "SELECT jsonb_build_object('password', 'hunter2')",
                "SELECT '{\"password\": \"hunter2\"}'::jsonb",
                "CREATE TABLE users (name text, password varchar(20) NOT NULL DEFAULT 'hunter2', age int)",
                "ALTER TABLE users ADD COLUMN api_key text DEFAULT 'hunter2'",
                "SELECT http_header('Authorization', 'Bearer hunter2')",
                "\\set password hunter2",
                "two: postgres://a:hunter2@b/c and postgres://d:hunter2@e/f",
                "COPY keys FROM stdin;\n-----BEGIN RSA PRIVATE KEY-----\nhunter2\n-----END RSA PRIVATE KEY-----",
            })
    void aSecretInSqlIsMasked(String text) {
        assertThat(Secrets.mask(text)).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EXECUTE 'ALTER USER tom PASSWORD ''hunter2''';",
                "EXECUTE 'ALTER USER tom PASSWORD ''it''''s hunter2''';",
                "EXECUTE E'ALTER USER tom PASSWORD \\'hunter2\\'';",
                "EXECUTE 'ALTER USER tom PASSWORD ' || quote_literal('hunter2');",
                "EXECUTE 'ALTER USER tom PASSWORD '''||'hunter2'||'''';",
                "EXECUTE concat('ALTER USER tom PASSWORD ', quote_literal('hunter2'));",
                "EXECUTE format('ALTER USER tom PASSWORD %L', 'hunter2');",
                "EXECUTE format('ALTER USER %I PASSWORD %2$L', 'tom', 'hunter2');",
                "EXECUTE format($f$ALTER USER tom PASSWORD %L$f$, 'hunter2');",
                "EXECUTE 'UPDATE u SET password = $1' USING 'hunter2';",
                "DO 'BEGIN EXECUTE ''ALTER USER tom PASSWORD ''''hunter2''''''; END'",
                "DO $$ BEGIN ALTER USER tom PASSWORD 'hunter2'; END $$",
                "SQL statement \"ALTER USER tom PASSWORD 'hunter2'\" PL/pgSQL function inline_code_block line 3 at "
                        + "SQL statement",
            })
    void aSecretInsideOfAnotherTextIsMasked(String text) {
        assertThat(Secrets.mask(text)).doesNotContain("hunter2");
    }

    @Test
    void theRestOfTheUrlStays() {
        assertThat(Secrets.mask("postgres://tom:hunter2@db:5432/blog?sslmode=require"))
                .isEqualTo("postgres://tom:*******@db:5432/blog?sslmode=require");
    }

    @Test
    void columnsStayWhereTheyWere() {
        String sql = "CREATE ROLE tom PASSWORD 'it''s' VALID UNTIL nope";
        assertThat(Secrets.mask(sql)).hasSameSizeAs(sql).isEqualTo("CREATE ROLE tom PASSWORD '*****' VALID UNTIL nope");
        assertThat(Secrets.mask(Secrets.mask(sql))).isEqualTo(Secrets.mask(sql));
        assertThat(Secrets.mask("EXECUTE 'ALTER ROLE x PASSWORD ''geheim😀'' LOGIN'; SELECT 1"))
                .isEqualTo("EXECUTE 'ALTER ROLE x PASSWORD ''*******'' LOGIN'; SELECT 1");
        assertThat(Secrets.mask("ALTER ROLE x PASSWORD\n  'a\nb' LOGIN"))
                .isEqualTo("ALTER ROLE x PASSWORD\n  '*\n*' LOGIN");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://tom@db/blog",
                "no URL",
                "http://db:80/x",
                "http://localhost:5432",
                "mail me@example.com",
                "ALTER USER tom PASSWORD NULL",
                "SET password_encryption = 'scram-sha-256'",
                "password authentication failed for user \"tom\"",
                "CREATE TABLE users (name text, password text NOT NULL, CHECK (name <> ''))",
                "CREATE TABLE password_reset (id int, kind text DEFAULT 'x')",
                "COMMENT ON COLUMN users.password IS 'hashed with bcrypt'",
                "SELECT password, 'x' FROM users WHERE name = 'tom'",
                "the password of user 'tom' is wrong",
                "INSERT INTO keys (id, name) VALUES (1, 'public')",
                "CREATE INDEX i ON users (token)",
                "CREATE TABLE t (password text, kind text DEFAULT 'a')",
                "the bearer of the name",
                "Give the password in PGPASSWORD or in ~/.pgpass.",
                "ALTER TABLE users RENAME COLUMN password TO password_hash",
            })
    void whatHoldsNoSecretStaysAsItIs(String text) {
        assertThat(Secrets.mask(text)).isEqualTo(text);
    }

    @Test
    void nothingThatAFailureSaysHoldsASecret() {
        Exception server = new Exception("ERROR: no\n  Where: SQL statement \"ALTER ROLE x PASSWORD 'hunter2'\"");
        MigrateException failure = MigrateException.builder(
                        FailureCode.STATEMENT_FAILED,
                        "PASSWORD 'hunter2' is wrong",
                        "Run ALTER ROLE x PASSWORD 'hunter2'")
                .detail("  1 | ALTER ROLE x PASSWORD 'hunter2\n    |               ^\n  Applied: '001'")
                .cause(new IllegalStateException("wrapped", server))
                .build();
        assertThat(failure).hasStackTraceContaining("PASSWORD '*******'");
        java.io.StringWriter trace = new java.io.StringWriter();
        failure.printStackTrace(new java.io.PrintWriter(trace));
        assertThat(trace + failure.render()).doesNotContain("hunter2").contains("Applied: '001'");
    }
}
