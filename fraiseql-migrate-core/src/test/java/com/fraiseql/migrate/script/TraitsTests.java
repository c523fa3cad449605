// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import static com.fraiseql.migrate.script.Scripts.one;
import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.script.Traits.Control;
import com.fraiseql.migrate.script.Traits.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraitsTests {

    private static Traits traits(String sql) {
        return one(sql).traits();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE INDEX CONCURRENTLY i ON t (a) | CREATE_INDEX_CONCURRENTLY",
                "/* x */ create unique -- y | OTHER",
                "create unique index concurrently if not exists i on t (a) | CREATE_INDEX_CONCURRENTLY",
                "CREATE INDEX CONCURRENTLY ON t (a) | CREATE_INDEX_CONCURRENTLY",
                "DROP INDEX CONCURRENTLY IF EXISTS i | DROP_INDEX_CONCURRENTLY",
                "REINDEX INDEX CONCURRENTLY i | REINDEX_CONCURRENTLY",
                "REINDEX (VERBOSE) TABLE CONCURRENTLY t | REINDEX_CONCURRENTLY",
                "REINDEX (CONCURRENTLY, VERBOSE) TABLE t | REINDEX_CONCURRENTLY",
                "REINDEX (CONCURRENTLY TRUE) TABLE t | REINDEX_CONCURRENTLY",
                "REINDEX SCHEMA s | REPEATABLE_MAINTENANCE",
                "REINDEX DATABASE CONCURRENTLY d | REPEATABLE_MAINTENANCE",
                "REINDEX (VERBOSE) SYSTEM d | REPEATABLE_MAINTENANCE",
                "REINDEX DATABASE | REPEATABLE_MAINTENANCE",
                "ALTER TABLE p DETACH PARTITION c CONCURRENTLY | DETACH_CONCURRENTLY",
                "ALTER TABLE IF EXISTS ONLY s.\"p\" DETACH PARTITION s.c CONCURRENTLY | DETACH_CONCURRENTLY",
                "VACUUM | REPEATABLE_MAINTENANCE",
                "VACUUM (ANALYZE, VERBOSE) t | REPEATABLE_MAINTENANCE",
                "CLUSTER | REPEATABLE_MAINTENANCE",
                "CLUSTER VERBOSE | REPEATABLE_MAINTENANCE",
                "CLUSTER (VERBOSE) | REPEATABLE_MAINTENANCE",
                "REPACK | REPEATABLE_MAINTENANCE",
                "REPACK (CONCURRENTLY) t | REPEATABLE_MAINTENANCE",
                "CREATE DATABASE d | CREATE_DATABASE",
                "DROP DATABASE IF EXISTS d | DROP_DATABASE",
                "CREATE TABLESPACE x LOCATION '/x' | CREATE_TABLESPACE",
                "DROP TABLESPACE x | DROP_TABLESPACE",
                "ALTER DATABASE d SET TABLESPACE x | REPEATABLE_MAINTENANCE",
                "ALTER SYSTEM SET work_mem = '1MB' | REPEATABLE_MAINTENANCE",
                "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p | CREATE_SUBSCRIPTION",
                "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p WITH (enabled = false) | CREATE_SUBSCRIPTION",
                "DROP SUBSCRIPTION s | DROP_SUBSCRIPTION",
                "ALTER SUBSCRIPTION s REFRESH PUBLICATION | REPEATABLE_MAINTENANCE",
                "ALTER SUBSCRIPTION s SET PUBLICATION p, q | REPEATABLE_MAINTENANCE",
                "ALTER SUBSCRIPTION s ADD PUBLICATION p WITH (refresh = true) | OTHER",
                "DISCARD ALL | REPEATABLE_MAINTENANCE",
                "COMMIT PREPARED 'x' | OTHER",
                "ROLLBACK PREPARED 'x' | OTHER"
            })
    void whatPostgresqlRefusesInATransactionStandsAlone(String sql, Kind kind) {
        boolean expected = !sql.contains("--");
        assertThat(traits(sql)).satisfies(traits -> {
            assertThat(traits.standalone()).isEqualTo(expected);
            assertThat(traits.kind()).isEqualTo(kind);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX concurrently_built ON t (a)",
                "CREATE INDEX \"CONCURRENTLY\" ON t (a)",
                "DROP INDEX i /* CONCURRENTLY */",
                "REINDEX TABLE t",
                "REINDEX (CONCURRENTLY false) TABLE t",
                "REINDEX (CONCURRENTLY off, VERBOSE) INDEX i",
                "REFRESH MATERIALIZED VIEW CONCURRENTLY m",
                "ALTER TABLE p DETACH PARTITION c",
                "ALTER TABLE p DETACH PARTITION c FINALIZE",
                "CLUSTER t",
                "CLUSTER VERBOSE t USING i",
                "REPACK t",
                "ALTER DATABASE d SET work_mem = '1MB'",
                "ALTER DATABASE d OWNER TO x",
                "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p WITH (connect = false)",
                "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p WITH (create_slot = false)",
                "ALTER SUBSCRIPTION s SET PUBLICATION p WITH (refresh = false)",
                "ALTER SUBSCRIPTION s DISABLE",
                "ALTER TYPE e ADD VALUE 'x'",
                "ANALYZE t",
                "CHECKPOINT",
                "DISCARD TEMP",
                "CALL p()",
                "DO $$ BEGIN COMMIT; END $$",
                "COMMENT ON TABLE t IS 'VACUUM'"
            })
    void whatPostgresqlTakesInATransactionDoesNot(String sql) {
        assertThat(traits(sql).standalone()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE t ADD COLUMN a int",
                "ALTER TABLE t VALIDATE CONSTRAINT c, ADD COLUMN a int",
                "ALTER TABLE t ALTER a SET NOT NULL",
                "ALTER TABLE t ALTER a SET STORAGE external",
                "ALTER TABLE t RENAME TO u",
                "ALTER TABLE t SET UNLOGGED",
                "ALTER TABLE t SET (user_catalog_table = true)",
                "ALTER TABLE p ATTACH PARTITION c DEFAULT",
                "ALTER TABLE p DETACH PARTITION c",
                "ALTER TABLE t DISABLE TRIGGER ALL",
                "CREATE INDEX i ON t (a)",
                "CREATE UNIQUE INDEX i ON t (a)",
                "DROP TABLE t",
                "DROP INDEX i",
                "TRUNCATE t",
                "LOCK TABLE t",
                "LOCK t IN SHARE MODE",
                "CREATE TRIGGER x BEFORE INSERT ON t EXECUTE FUNCTION f()",
                "CREATE OR REPLACE CONSTRAINT TRIGGER x AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()",
                "CREATE POLICY p ON t",
                "CREATE RULE r AS ON INSERT TO t DO NOTHING",
                "CREATE TABLE a (b int REFERENCES t)",
                "CREATE TABLE a PARTITION OF t DEFAULT",
                "CREATE OR REPLACE VIEW v AS SELECT 1",
                "REINDEX TABLE t",
                "CLUSTER t",
                "VACUUM FULL t",
                "VACUUM (FULL, VERBOSE) t",
                "REFRESH MATERIALIZED VIEW m",
                "ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE > 0)",
                "ALTER DOMAIN d SET NOT NULL",
                "DO $$ BEGIN EXECUTE 'alter table t add a int'; END $$",
                "DO LANGUAGE plpgsql 'BEGIN DROP TABLE t; END'"
            })
    void whatStopsReadersOrWritersTakesAStrongLock(String sql) {
        assertThat(traits(sql).strongLock()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE t VALIDATE CONSTRAINT c",
                "ALTER TABLE t SET (fillfactor = 80), ALTER COLUMN a SET STATISTICS 100, ALTER b SET (n_distinct = 5)",
                "ALTER TABLE t CLUSTER ON i",
                "ALTER TABLE t SET WITHOUT CLUSTER",
                "ALTER TABLE t RESET (autovacuum_enabled)",
                "ALTER TABLE p DETACH PARTITION c CONCURRENTLY",
                "ALTER INDEX i RENAME TO j",
                "ALTER TYPE e ADD VALUE 'x'",
                "ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE > 0) NOT VALID",
                "CREATE INDEX CONCURRENTLY i ON t (a)",
                "DROP INDEX CONCURRENTLY i",
                "CREATE TABLE t (a int, \"references\" text)",
                "CREATE TEMP TABLE t AS SELECT 1",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'DROP TABLE t'",
                "CREATE VIEW v AS SELECT 1",
                "CREATE STATISTICS s ON a, b FROM t",
                "LOCK TABLE t IN ROW EXCLUSIVE MODE",
                "LOCK TABLE t IN SHARE UPDATE EXCLUSIVE MODE NOWAIT",
                "VACUUM (FULL false) t",
                "VACUUM ANALYZE t",
                "INSERT INTO t VALUES ('DROP TABLE')",
                "UPDATE t SET a = 1",
                "SELECT 1",
                "COMMENT ON TABLE t IS 'x'",
                "GRANT SELECT ON t TO x",
                "DO $$ BEGIN PERFORM dropped(); END $$"
            })
    void whatDoesNotDoesNot(String sql) {
        assertThat(traits(sql).strongLock()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET search_path = a, b",
                "SET SESSION work_mem TO '1MB'",
                "SET my.setting = 'x'",
                "SET TIME ZONE 'UTC'",
                "SET ROLE x",
                "SET role = 'x'",
                "SET SESSION AUTHORIZATION x",
                "SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE",
                "SET session = 'x'",
                "RESET ALL",
                "RESET ROLE",
                "SELECT pg_catalog.set_config('search_path', '', false)",
                "SELECT set_config('a.b', x, false) FROM y",
                "SELECT set_config('a.b', 'x', 'true'), set_config('c.d', 'x', 'f')"
            })
    void aSettingForTheSessionIsMadeAgain(String sql) {
        assertThat(traits(sql).sessionSetting()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET LOCAL search_path = a",
                "SET LOCAL ROLE x",
                "SET TRANSACTION READ WRITE",
                "SET CONSTRAINTS ALL DEFERRED",
                "SELECT set_config('search_path', '', true)",
                "SELECT current_setting('search_path')",
                "ALTER ROLE x SET search_path = a",
                "UPDATE t SET a = 1"
            })
    void aSettingForTheTransactionIsNot(String sql) {
        assertThat(traits(sql).sessionSetting()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SET lock_timeout = '5s' | true",
                "SET LOCAL \"lock_timeout\" TO 0 | true",
                "RESET lock_timeout | true",
                "RESET ALL | true",
                "DISCARD ALL | true",
                "SELECT set_config('lock_timeout', '1s', true) | true",
                "DO $$ BEGIN SET LOCAL lock_timeout = 1; END $$ | true",
                "SET statement_timeout = 0 | false",
                "SELECT 'lock_timeout' | false"
            })
    void theLockTimeoutIsNoticed(String sql, boolean expected) {
        assertThat(traits(sql).mentionsLockTimeout()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BEGIN | BEGIN",
                "begin isolation level serializable | BEGIN",
                "START TRANSACTION READ WRITE | BEGIN",
                "COMMIT | COMMIT",
                "END WORK | COMMIT",
                "COMMIT AND NO CHAIN | COMMIT",
                "SAVEPOINT a | NONE",
                "RELEASE a | NONE",
                "SELECT 1 | NONE"
            })
    void transactionControlIsNoticed(String sql, Control control) {
        String script = control == Control.BEGIN ? sql + "; COMMIT" : sql;
        assertThat(Scripts.statements(script).get(0).traits().control()).isEqualTo(control);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE | true",
                "SET LOCAL transaction_read_only = off | true",
                "SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE | false",
                "SET x.transaction = 1 | false"
            })
    void settingTheTransactionIsNoticed(String sql, boolean expected) {
        assertThat(traits(sql).setTransaction()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"DISCARD ALL,true", "DISCARD PLANS,false"})
    void discardAllIsNoticed(String sql, boolean expected) {
        assertThat(traits(sql).discardAll()).isEqualTo(expected);
    }
}
