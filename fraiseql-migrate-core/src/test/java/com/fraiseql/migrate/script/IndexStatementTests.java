// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import static com.fraiseql.migrate.script.Scripts.one;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fraiseql.migrate.sql.QualifiedName;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndexStatementTests {

    private static IndexStatement parse(String sql) {
        return IndexStatement.parse(one(sql));
    }

    @Test
    void createIndexIsTakenApart() {
        IndexStatement index = parse(
                "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS Idx_A ON ONLY Public.\"My \"\"T\" USING btree (a);");
        assertThat(index.index()).isEqualTo("idx_a");
        assertThat(index.schema()).isEqualTo("public");
        assertThat(index.table()).isEqualTo("My \"T");
        assertThat(index.unique()).isTrue();
        assertThat(index.only()).isTrue();
        assertThat(index.ifNotExists()).isTrue();
    }

    @Test
    void anIndexMayHaveNoName() {
        IndexStatement index = parse("CREATE INDEX CONCURRENTLY ON t (a)");
        assertThat(index.index()).isNull();
        assertThat(index.schema()).isNull();
        assertThat(index.table()).isEqualTo("t");
    }

    @Test
    void otherStatementsAreTakenApart() {
        IndexStatement drop = parse("DROP INDEX CONCURRENTLY IF EXISTS db.s.\"I\"");
        assertThat(drop.index()).isEqualTo("I");
        assertThat(drop.schema()).isEqualTo("s");
        assertThat(drop.ifExists()).isTrue();
        IndexStatement reindex = parse("REINDEX (VERBOSE, CONCURRENTLY) INDEX s.i");
        assertThat(reindex.index()).isEqualTo("i");
        assertThat(reindex.table()).isNull();
        IndexStatement table = parse("REINDEX TABLE CONCURRENTLY T");
        assertThat(table.index()).isNull();
        assertThat(table.table()).isEqualTo("t");
        IndexStatement detach = parse("ALTER TABLE IF EXISTS s.p DETACH PARTITION \"C\".d CONCURRENTLY");
        assertThat(detach.schema()).isEqualTo("s");
        assertThat(detach.table()).isEqualTo("p");
        QualifiedName partition = Objects.requireNonNull(detach.partition());
        assertThat(partition.schema()).isEqualTo("C");
        assertThat(partition.name()).isEqualTo("d");
        assertThatThrownBy(() -> parse("VACUUM")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesAreAsPostgresqlKeepsThem() {
        assertThat(parse("DROP INDEX CONCURRENTLY U&\"d\\0061t\\+000061\"").index())
                .isEqualTo("data");
        assertThat(parse("DROP INDEX CONCURRENTLY U&\"d!0061t!!\" UESCAPE '!'").index())
                .isEqualTo("dat!");
        assertThat(parse("DROP INDEX CONCURRENTLY ÄBC").index()).isEqualTo("Äbc");
        assertThat(parse("DROP INDEX CONCURRENTLY " + "x".repeat(70)).index()).hasSize(63);
        assertThat(parse("DROP INDEX CONCURRENTLY \"" + "ä".repeat(40) + "\"").index())
                .isEqualTo("ä".repeat(31));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE INDEX CONCURRENTLY i ON s.t (a) WHERE t.b > 0"
                        + " | CREATE INDEX i ON pg_temp.t (a) WHERE t.b > 0",
                "create unique index /* x */ concurrently if not exists \"I\" on only \"T\" using gin (a)"
                        + " | create unique index /* x */ \"I\" on only pg_temp.t using gin (a)",
                "CREATE INDEX CONCURRENTLY ON t(a) INCLUDE (b) | CREATE INDEX ON pg_temp.t(a) INCLUDE (b)"
            })
    void theSameIndexCanBeBuiltOnAnotherTable(String sql, String expected) {
        assertThat(parse(sql).rewrite("pg_temp.t")).isEqualTo(expected);
    }
}
