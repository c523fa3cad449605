// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.run;

import static com.fraiseql.migrate.lint.run.Reviews.places;
import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.lint.Finding;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.options.LintOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the rules are told of the files, whatever the rules are. */
class LinterTests {

    @Test
    void aTableOfThePendingFilesIsExempt() {
        assertThat(Reviews.of("CREATE TABLE t (id int);", "CREATE INDEX i ON t (id);"))
                .isEmpty();
        assertThat(places(Reviews.after("CREATE TABLE t (id int);", null, List.of("CREATE INDEX i ON t (id);"))))
                .containsExactly("L101 1:1");
    }

    @Test
    void aNewTableIsKnownWithAndWithoutItsSchema() {
        assertThat(Reviews.of("CREATE TABLE app.t (id int); CREATE INDEX i ON t (id); CREATE INDEX j ON app.t (id);"))
                .isEmpty();
        assertThat(places(Reviews.of("CREATE TABLE app.t (id int); CREATE INDEX i ON web.t (id);")))
                .containsExactly("L101 1:30");
    }

    @Test
    void aRenamedTableStaysNew() {
        assertThat(Reviews.of("CREATE TABLE t (id int); ALTER TABLE t RENAME TO u; CREATE INDEX i ON u (id);"))
                .isEmpty();
    }

    @Test
    void aFindingInABlockOfCodeHasItsOwnPlace() {
        assertThat(places(Reviews.of("""
                DO $$
                BEGIN
                    IF NOT EXISTS (SELECT 1 FROM pg_class WHERE relname = 'i') THEN
                        CREATE INDEX i ON tb_post (slug);
                    END IF;
                    EXECUTE 'CREATE INDEX j ON tb_post (title)';
                END
                $$;
                """))).containsExactly("L101 4:9", "L101 6:5");
    }

    @Test
    void aFunctionIsNotRunByTheStatementThatCreatesIt() {
        assertThat(Reviews.of("""
                CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$
                BEGIN
                    CREATE INDEX i ON tb_post (slug);
                END
                $$;
                """)).isEmpty();
    }

    @Test
    void aRollbackIsReviewedWithTheRulesThatAreAboutIt() {
        assertThat(places(Reviews.of("""
                ALTER TABLE tb_post ADD COLUMN archived boolean;
                -- Rollback:
                -- TRUNCATE tb_comment;
                -- BEGIN;
                -- DROP INDEX CONCURRENTLY tb_post_slug;
                -- COMMIT;
                """))).containsExactly("L307 5:4");
        assertThat(places(Reviews.of("""
                -- migrate:up
                ALTER TABLE tb_post ADD COLUMN archived boolean;
                -- migrate:down
                TRUNCATE tb_comment;
                """))).isEmpty();
    }

    @Test
    void anAllowedFindingIsLeftOut() {
        String allow = "-- fraiseql:allow index-not-concurrent \"no writers\"\n";
        String index = "CREATE INDEX i ON tb_post (slug);\n";

        assertThat(Reviews.of(allow + index)).isEmpty();
        assertThat(Reviews.of(allow + "SELECT 1;\n" + index)).isEmpty();
        assertThat(places(Reviews.of("SELECT 1;\n" + allow + "SELECT 2;\n" + index)))
                .containsExactly("L325 2:1", "L101 4:1");
    }

    @Test
    void anAllowanceThatMeansNoRuleIsReported() {
        assertThat(Reviews.of("-- fraiseql:allow L000 \"why\"\nSELECT 1;"))
                .extracting(Finding::what)
                .containsExactly("There is no rule L000.");
        assertThat(Reviews.of("-- fraiseql:allow L101\nSELECT 1;"))
                .extracting(Finding::what)
                .containsExactly("This directive cannot be read: allow needs a rule and a reason in double quotes.");
    }

    @Test
    void aLevelMayBeGivenByNumberOrName() {
        LintOptions options =
                LintOptions.defaults().withLevels(Map.of("L101", LintLevel.OFF, "truncate", LintLevel.ADVICE));
        Linter linter = new Linter(options, null);
        String sql = "CREATE INDEX i ON tb_post (slug); TRUNCATE tb_post;";

        assertThat(linter.review(new LintFile(Reviews.text("001_a.sql", sql), Map.of(), 1, true)))
                .extracting(Finding::level)
                .containsExactly(LintLevel.ADVICE);
    }

    @Test
    void aFindingShowsItsLine() {
        assertThat(Reviews.of("SELECT 1;\n  CREATE INDEX i\n    ON tb_post (slug);"))
                .extracting(Finding::excerpt)
                .containsExactly("    2 |   CREATE INDEX i\n      |   ^");
    }

    @Test
    void whatHasNoEndIsAFinding() {
        assertThat(places(Reviews.of("TRUNCATE tb_post;\nSELECT 'x;"))).containsExactly("L409 1:10", "L326 2:8");
    }

    @Test
    void aTransactionWithoutAnEndIsReportedAtItsBegin() {
        assertThat(places(Reviews.of("SELECT 1;\nBEGIN;\nSELECT 2;"))).containsExactly("L311 2:1");
        assertThat(Reviews.of("BEGIN;\nSELECT 2;\nCOMMIT;\nSELECT 3;")).isEmpty();
        assertThat(places(Reviews.of("BEGIN;\nSELECT 2;\nROLLBACK;"))).containsExactly("L310 3:1");
    }

    @Test
    void aColumnKeepsItsKeyAndIndexesUnderANewName() {
        String renamed = """
                CREATE TABLE a (pk int PRIMARY KEY, x int);
                CREATE INDEX i ON a (x);
                ALTER TABLE a RENAME pk TO id;
                ALTER TABLE a RENAME x TO y;
                """;

        String key = "CREATE TABLE b (id bigint PRIMARY KEY, a bigint UNIQUE REFERENCES a);";
        assertThat(Reviews.after(renamed, null, List.of(key)))
                .extracting(Finding::what)
                .containsExactly(
                        "a is bigint, and a.id is int.",
                        "Writers of a wait until the transaction that creates b ends.");
        String reference = "ALTER TABLE a ADD CONSTRAINT a_y_fkey FOREIGN KEY (y) REFERENCES c NOT VALID;";
        assertThat(Reviews.after(renamed, null, List.of(reference)))
                .extracting(Finding::what)
                .noneMatch(what -> what.startsWith("No index of a begins with y"));
    }
}
