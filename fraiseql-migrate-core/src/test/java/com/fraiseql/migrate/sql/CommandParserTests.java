// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.fraiseql.migrate.sql.Command.SetParameter.Target;
import com.fraiseql.migrate.sql.TableAction.ColumnChange;
import com.fraiseql.migrate.sql.TableAction.PlainKind;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandParserTests {

    private static Command parse(String sql) {
        return CommandParser.parse(Tokens.of(sql));
    }

    private static List<TableAction> actions(String sql) {
        return ((Command.AlterTable) parse("ALTER TABLE t " + sql)).actions();
    }

    @Test
    void anIndexHasItsNameTableMethodAndKeys() {
        Command.CreateIndex index = (Command.CreateIndex)
                parse("CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS I ON ONLY s.\"T\" USING GIN (a, lower(b) DESC)");
        assertThat(index.flags()).isEqualTo(new Command.IndexFlags(true, true, true, true));
        assertThat(index.index()).hasToString("i");
        assertThat(index.table()).hasToString("s.T");
        assertThat(index.method()).isEqualTo("gin");
        assertThat(index.keys()).hasSize(2);
    }

    @Test
    void anIndexMayHaveNoName() {
        Command.CreateIndex index = (Command.CreateIndex) parse("CREATE INDEX ON t (a)");
        assertThat(index.index()).isNull();
        assertThat(index.method()).isEqualTo("btree");
    }

    @Test
    void anIndexHasWhatFollowsItsKeys() {
        Command.IndexDetails details = ((Command.CreateIndex)
                        parse("CREATE UNIQUE INDEX i ON t (a) INCLUDE (b, \"C\") NULLS NOT DISTINCT"
                                + " WITH (fillfactor = 70, fastupdate) TABLESPACE fast WHERE a > 1 AND f(b, 'x')"))
                .details();
        assertThat(details.include()).extracting(column -> column.get(0).name()).containsExactly("b", "C");
        assertThat(details.nullsNotDistinct()).isTrue();
        assertThat(TokenCursor.has(details.options(), "fillfactor")).isTrue();
        assertThat(TokenCursor.option(details.options(), "fastupdate", false)).isTrue();
        assertThat(details.tablespace()).isEqualTo("fast");
        assertThat(details.predicate())
                .extracting(Token::text)
                .startsWith("a", ">", "1", "AND")
                .endsWith("'x'", ")");
    }

    @Test
    void aPlainIndexHasNoDetails() {
        Command.IndexDetails none = new Command.IndexDetails(List.of(), false, List.of(), null, List.of());
        assertThat(((Command.CreateIndex) parse("CREATE INDEX ON t (a)")).details())
                .isEqualTo(none);
        assertThat(((Command.CreateIndex) parse("CREATE INDEX ON t (a) NULLS DISTINCT")).details())
                .isEqualTo(none);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INCLUDE (b) WHERE a > 1",
                "NULLS DISTINCT WHERE a > 1",
                "WITH (fillfactor = 70) WHERE a > 1",
                "TABLESPACE fast WHERE a > 1",
                "WHERE a > 1"
            })
    void thePredicateOfAnIndexIsKept(String rest) {
        assertThat(((Command.CreateIndex) parse("CREATE INDEX ON t (a) " + rest))
                        .details()
                        .predicate())
                .extracting(Token::text)
                .containsExactly("a", ">", "1");
    }

    @Test
    void actionsEndAtCommasOutsideOfParenthesesAndBrackets() {
        assertThat(actions("ADD a numeric(10,2) DEFAULT 1, ADD b int[] DEFAULT ARRAY[1,2], DROP c"))
                .hasSize(3);
    }

    @Test
    void aColumnHasItsTypeAndProperties() {
        TableAction.AddColumn add = (TableAction.AddColumn)
                actions("ADD COLUMN IF NOT EXISTS c character  varying(10) COLLATE \"C\" DEFAULT 'a' || 'b' NOT NULL "
                                + "CONSTRAINT k CHECK (c <> '') REFERENCES s.o (id) ON DELETE SET NULL")
                        .get(0);
        assertThat(add.ifNotExists()).isTrue();
        assertThat(add.column().type()).isEqualTo("character varying(10)");
        assertThat(add.column().constraints())
                .extracting(Column.Property::kind)
                .containsExactly(
                        Column.Kind.COLLATE,
                        Column.Kind.DEFAULT,
                        Column.Kind.NOT_NULL,
                        Column.Kind.CHECK,
                        Column.Kind.REFERENCES);
        assertThat(add.column().property(Column.Kind.REFERENCES).orElseThrow().references())
                .hasToString("Optional[s.o]");
    }

    @ParameterizedTest
    @CsvSource({
        "ADD CONSTRAINT k CHECK (a > 0) NOT VALID, CHECK, true",
        "ADD FOREIGN KEY (a) REFERENCES o NOT VALID, FOREIGN_KEY, true",
        "ADD CONSTRAINT k NOT NULL a, NOT_NULL, false",
        "ADD PRIMARY KEY USING INDEX i, PRIMARY_KEY, false",
        "ADD UNIQUE NULLS NOT DISTINCT (a), UNIQUE, false",
        "ADD EXCLUDE USING gist (a WITH =), EXCLUDE, false"
    })
    void aConstraintHasItsKind(String action, Constraint.Kind kind, boolean notValid) {
        TableAction.AddConstraint add =
                (TableAction.AddConstraint) actions(action).get(0);
        assertThat(add.constraint().kind()).isEqualTo(kind);
        assertThat(add.constraint().notValid()).isEqualTo(notValid);
    }

    @Test
    void aColumnMayBeNamedLikeAWordThatIsNotReserved() {
        assertThat(actions("ADD exclude int").get(0)).isInstanceOf(TableAction.AddColumn.class);
        assertThat(actions("DROP \"constraint\"").get(0))
                .isEqualTo(new TableAction.DropColumn("constraint", false, false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALTER a TYPE int USING a::int | TYPE",
                "ALTER a SET DATA TYPE int | TYPE",
                "ALTER a SET DEFAULT 1 | SET_DEFAULT",
                "ALTER COLUMN a DROP DEFAULT | DROP_DEFAULT",
                "ALTER a SET NOT NULL | SET_NOT_NULL",
                "ALTER a DROP NOT NULL | DROP_NOT_NULL",
                "ALTER a SET EXPRESSION AS (b) | SET_EXPRESSION",
                "ALTER a DROP EXPRESSION IF EXISTS | DROP_EXPRESSION",
                "ALTER 1 SET STATISTICS 5 | SET_STATISTICS",
                "ALTER a SET (n_distinct = 1) | SET_OPTIONS",
                "ALTER a RESET (n_distinct) | RESET_OPTIONS",
                "ALTER a SET STORAGE PLAIN | SET_STORAGE",
                "ALTER a SET COMPRESSION lz4 | SET_COMPRESSION",
                "ALTER a ADD GENERATED BY DEFAULT AS IDENTITY | ADD_IDENTITY",
                "ALTER a SET GENERATED ALWAYS SET START 5 | SET_IDENTITY",
                "ALTER a RESTART WITH 5 | SET_IDENTITY",
                "ALTER a DROP IDENTITY IF EXISTS | DROP_IDENTITY",
                "ALTER a OPTIONS (ADD x 'y') | FOREIGN_OPTIONS"
            })
    void everyChangeOfAColumnIsKnown(String action, ColumnChange change) {
        assertThat(((TableAction.AlterColumn) actions(action).get(0)).change()).isEqualTo(change);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ENABLE ALWAYS TRIGGER x | ENABLE_TRIGGER",
                "DISABLE TRIGGER ALL | DISABLE_TRIGGER",
                "ENABLE REPLICA RULE x | ENABLE_RULE",
                "DISABLE RULE x | DISABLE_RULE",
                "NO FORCE ROW LEVEL SECURITY | ROW_LEVEL_SECURITY",
                "CLUSTER ON i | CLUSTER_ON",
                "SET WITHOUT CLUSTER | SET_WITHOUT_CLUSTER",
                "SET WITHOUT OIDS | SET_WITHOUT_OIDS",
                "SET LOGGED | SET_LOGGED",
                "SET UNLOGGED | SET_UNLOGGED",
                "SET ACCESS METHOD heap | SET_ACCESS_METHOD",
                "SET TABLESPACE x NOWAIT | SET_TABLESPACE",
                "SET SCHEMA s | SET_SCHEMA",
                "INHERIT p | INHERIT",
                "NO INHERIT p | NO_INHERIT",
                "OF ty | OF_TYPE",
                "NOT OF | NOT_OF_TYPE",
                "OWNER TO me | OWNER",
                "REPLICA IDENTITY USING INDEX i | REPLICA_IDENTITY",
                "OPTIONS (SET a 'b') | FOREIGN_OPTIONS",
                "NO DEPENDS ON EXTENSION e | DEPENDS_ON_EXTENSION"
            })
    void everyOtherActionIsKnown(String action, PlainKind kind) {
        assertThat(((TableAction.Plain) actions(action).get(0)).kind()).isEqualTo(kind);
    }

    @Test
    void partitionsAreAttachedAndDetached() {
        assertThat(actions("DETACH PARTITION p CONCURRENTLY").get(0))
                .isInstanceOfSatisfying(
                        TableAction.DetachPartition.class,
                        detach -> assertThat(detach.concurrently()).isTrue());
        assertThat(actions("ATTACH PARTITION s.p DEFAULT").get(0)).isInstanceOf(TableAction.AttachPartition.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE TABLE t (id int, LIKE o, CHECK (id > 0)) | CreateTable",
                "CREATE TEMP TABLE t AS SELECT 1 | CreateTable",
                "CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'x' | CreateObject",
                "CREATE CONSTRAINT TRIGGER x AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f() | CreateObject",
                "CREATE EVENT TRIGGER x ON ddl_command_start EXECUTE FUNCTION f() | CreateObject",
                "CREATE OPERATOR CLASS c FOR TYPE int USING btree AS STORAGE int | CreateObject",
                "CREATE TEXT SEARCH CONFIGURATION c (PARSER = p) | CreateObject",
                "CREATE USER MAPPING FOR me SERVER s | CreateObject",
                "CREATE CAST (a AS b) WITHOUT FUNCTION | CreateObject",
                "ALTER TYPE t ADD VALUE 'x' | AddEnumValue",
                "ALTER TYPE t ADD ATTRIBUTE a int | AlterObject",
                "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO x | AlterObject",
                "ALTER TABLE ALL IN TABLESPACE a SET TABLESPACE b | AlterObject",
                "ALTER FOREIGN DATA WRAPPER w OPTIONS (a 'b') | AlterObject",
                "ALTER SYSTEM SET a = 1 | AlterSystem",
                "DROP FUNCTION f(int), g CASCADE | DropObject",
                "DROP OWNED BY x | DropObject",
                "DROP OPERATOR CLASS c USING btree | DropObject",
                "DROP MATERIALIZED VIEW IF EXISTS a, b | DropObject",
                "ROLLBACK TO SAVEPOINT s | Savepoint",
                "COMMIT WORK | TransactionControl",
                "COMMIT nonsense | Other",
                "(SELECT 1) | Query",
                "REPACK (CONCURRENTLY) t | Cluster",
                "COMMENT ON COLUMN a.b IS 'x' | Metadata",
                "LISTEN x | Other",
                "CREATE NONSENSE x | Other"
            })
    void everyStatementHasItsRecord(String sql, String record) {
        assertThat(parse(sql).getClass().getSimpleName()).isEqualTo(record);
    }

    @ParameterizedTest
    @CsvSource({
        "SET a = 1, PARAMETER",
        "SET LOCAL ROLE x, ROLE",
        "SET role = x, PARAMETER",
        "SET SESSION AUTHORIZATION x, SESSION_AUTHORIZATION",
        "SET SESSION SESSION AUTHORIZATION x, SESSION_AUTHORIZATION",
        "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY, SESSION_CHARACTERISTICS",
        "SET TRANSACTION READ ONLY, TRANSACTION",
        "SET CONSTRAINTS ALL DEFERRED, CONSTRAINTS",
        "RESET ROLE, ROLE",
        "RESET ALL, PARAMETER"
    })
    void whatIsSetIsKnown(String sql, Target target) {
        assertThat(((Command.SetParameter) parse(sql)).target()).isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";", "ALTER", "ALTER TABLE", "ALTER TABLE t", "CREATE INDEX ON", "DROP", "COPY", "SET"})
    void whatIsIncompleteIsNoError(String sql) {
        assertThatNoException().isThrownBy(() -> parse(sql));
    }

    /** The server says what is wrong with a statement; the parser never fails, and always comes to an end. */
    @Test
    void anySequenceOfWordsIsACommandWithALockProfile() {
        List<String> words = List.of("""
                CREATE ALTER DROP TABLE INDEX CONCURRENTLY ON ONLY IF EXISTS NOT ADD COLUMN CONSTRAINT a "b" . , ( )
                [ ] CHECK DEFAULT NULL SET PARTITION OF ATTACH DETACH TYPE VALUE 'x' 1 TO = REFERENCES COMMENT IS
                GRANT LOCK IN SHARE MODE TRUNCATE REINDEX VACUUM FULL TRIGGER VIEW AS DO COPY FROM STDIN WITH ALL
                SYSTEM GENERATED IDENTITY ; UESCAPE $1 SELECT set_config RESET""".split("\\s+"));
        Random random = new Random(17);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder sql = new StringBuilder();
            for (int length = random.nextInt(12); length >= 0; length--) {
                sql.append(words.get(random.nextInt(words.size()))).append(' ');
            }
            Command command = parse(sql.toString());
            assertThat(LockRules.of(command, 18).locks()).as(sql.toString()).doesNotContainNull();
        }
    }
}
