// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.listener.MigrationListener;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.options.LintMode;
import com.fraiseql.migrate.options.UpOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a run does about what the linter finds in its pending migrations. */
class ReviewedRunTests extends EngineTest {

    private final List<String> found = new ArrayList<>();

    @BeforeEach
    void aTableThatIsThere() {
        files.add("001_post.sql", "CREATE TABLE tb_post (id int, title text);\n");
        up();
    }

    private void run() {
        found.clear();
        Migrator.builder(db.dataSource())
                .source(files.source())
                .options(options)
                .listener(new MigrationListener() {
                    @Override
                    public void reviewed(List<String> findings) {
                        found.addAll(findings);
                    }
                })
                .build()
                .up();
    }

    private void fails(LintLevel level) {
        options = options.withLint(options.lint().withMode(LintMode.FAIL).withFailOn(level));
    }

    @Test
    void aFindingIsReportedOnOneLineAndTheRunGoesOn() {
        files.add("002_index.sql", "CREATE INDEX ix ON tb_post (title);\n");
        run();
        assertThat(found)
                .singleElement()
                .asString()
                .startsWith("002_index.sql:1:1: L101 index-not-concurrent: Writers");
        assertThat(applied()).containsExactly("001_post", "002_index");
        run();
        assertThat(found).as("nothing is pending any more").isEmpty();
    }

    @Test
    void aTableOfTheSameRunIsNewAndOneOfAnEarlierRunIsNot() {
        files.add("002_comment.sql", "CREATE TABLE tb_comment (id int);\n");
        files.add("003_index.sql", "CREATE INDEX ix ON tb_comment (id);\n");
        run();
        assertThat(found).isEmpty();
        files.add("004_index.sql", "CREATE INDEX ix_more ON tb_comment (id);\n");
        run();
        assertThat(found).hasSize(1);
    }

    @Test
    void whatAnAppliedMigrationProvesCounts() {
        files.add(
                "002_check.sql",
                "ALTER TABLE tb_post ADD CONSTRAINT title_there CHECK (title IS NOT NULL) NOT VALID;\n");
        files.add("003_valid.sql", "ALTER TABLE tb_post VALIDATE CONSTRAINT title_there;\n");
        up();
        files.add("004_not_null.sql", "ALTER TABLE tb_post ALTER title SET NOT NULL;\n");
        run();
        assertThat(found).noneMatch(line -> line.contains("L118"));
    }

    @Test
    void withModeFailNothingOfTheRunIsApplied() {
        fails(LintLevel.ERROR);
        files.add("002_fine.sql", "CREATE TABLE tb_other (id int);\n");
        files.add("003_index.sql", "SELECT 1;\nCREATE INDEX ix ON tb_post (title);\n");
        MigrateException failure = upFails();
        assertThat(failure.code()).isEqualTo(FailureCode.LINT_FINDINGS);
        assertThat(failure.render())
                .contains("003_index.sql:2:1: L101 index-not-concurrent", "2 | CREATE INDEX ix", "fraiseql:allow L101");
        assertThat(applied()).containsExactly("001_post");
        assertThat(tables()).containsExactly("tb_post");
    }

    @Test
    void aDryRunFailsWhereTheRunWouldAndWarnsWhereItWould() {
        files.add("002_index.sql", "CREATE INDEX ix ON tb_post (title);\n");
        assertThat(migrator().plan(UpOptions.all()).warnings())
                .singleElement()
                .asString()
                .contains("L101");
        fails(LintLevel.ERROR);
        assertThatThrownBy(() -> migrator().plan(UpOptions.all()))
                .isInstanceOfSatisfying(
                        MigrateException.class,
                        failure -> assertThat(failure.code()).isEqualTo(FailureCode.LINT_FINDINGS));
    }

    @Test
    void aLowerLevelAnAllowanceAndModeOffLetTheRunGoOn() {
        fails(LintLevel.ERROR);
        options = options.withLint(options.lint().withLevels(Map.of("L101", LintLevel.WARNING)));
        files.add("002_index.sql", "CREATE INDEX ix2 ON tb_post (title);\n");
        run();
        assertThat(found).hasSize(1);

        options = options.withLint(options.lint().withLevels(Map.of()));
        files.add("003_index.sql", "-- fraiseql:allow L101 \"small\"\nCREATE INDEX ix3 ON tb_post (title);\n");
        run();
        assertThat(found).isEmpty();

        options = options.withLint(options.lint().withMode(LintMode.OFF));
        files.add("004_index.sql", "CREATE INDEX ix4 ON tb_post (title);\n");
        run();
        assertThat(found).isEmpty();
        assertThat(applied()).hasSize(4);
    }

    @Test
    void theSizeOfTheTableIsInTheMessageOnceTheServerKnowsIt() {
        db.execute("INSERT INTO tb_post SELECT i, 'x' FROM generate_series(1, 20000) i");
        files.add("002_index.sql", "CREATE INDEX ix ON tb_post (title);\n");
        assertThat(migrator().plan(UpOptions.all()).warnings().get(0)).doesNotContain("rows");
        db.execute("ANALYZE tb_post");
        assertThat(migrator().plan(UpOptions.all()).warnings().get(0)).contains("(tb_post, 20 k rows, ");
    }

    @Test
    void thePartitionsCountForTheTable() {
        db.execute("CREATE TABLE tb_event (id int) PARTITION BY RANGE (id);"
                + "CREATE TABLE tb_event_a PARTITION OF tb_event FOR VALUES FROM (0) TO (10);"
                + "CREATE TABLE tb_event_b PARTITION OF tb_event FOR VALUES FROM (10) TO (20);"
                + "INSERT INTO tb_event SELECT i FROM generate_series(0, 19) i; ANALYZE tb_event");
        files.add("002_rename.sql", "ALTER TABLE tb_event RENAME COLUMN id TO key;\n");
        assertThat(migrator().plan(UpOptions.all()).warnings().get(0)).contains("(tb_event, 20 rows, 16 kB)");
    }

    @Test
    void aSmallTableHasTheNextLowerLevel() {
        db.execute("INSERT INTO tb_post VALUES (1, 'x'); ANALYZE tb_post");
        fails(LintLevel.ERROR);
        files.add("002_index.sql", "CREATE INDEX ix ON tb_post (title);\n");
        assertThat(upFails().code()).isEqualTo(FailureCode.LINT_FINDINGS);
        options = options.withLint(options.lint().withSmallTable(2));
        run();
        assertThat(found).singleElement().asString().contains("(tb_post, 1 row, 8 kB)");
    }

    @Test
    void whatAnEarlierRunHasDoneOfAFileIsNotReviewed() {
        files.add("002_two.sql", "-- fraiseql:no-transaction\nCREATE INDEX ix ON tb_post (title);\n\nSELECT 1/0;\n");
        upFails();
        files.add(
                "002_two.sql",
                "-- fraiseql:no-transaction\nCREATE INDEX ix ON tb_post (title);\n\nCREATE INDEX i ON tb_post (id);\n");
        run();
        assertThat(found)
                .filteredOn(line -> line.contains("L101"))
                .singleElement()
                .asString()
                .contains(":4:1:");
    }

    @Test
    void ofAFileWithMuchDataTheBeginningIsReviewedAndTheRestIsSaidNotToBe() {
        StringBuilder file = new StringBuilder("CREATE INDEX ix ON tb_post (title);\nCOPY tb_post FROM stdin;\n");
        String row = "1\t" + "x".repeat(1000) + "\n";
        file.append(row.repeat(9000)).append("\\.\nCREATE INDEX iy ON tb_post (id);\n");
        files.add("002_data.sql", file.toString());
        run();
        assertThat(found)
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("002_data.sql:1:1: L101"),
                        line -> assertThat(line)
                                .isEqualTo("002_data.sql has more than 8 MB; it was not reviewed below line 2."));
        assertThat(applied()).hasSize(2);
    }
}
