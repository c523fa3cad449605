// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Executes an example in one transaction, looks at it from inside, and rolls it back. */
final class TransactionProofs {

    private static final String RELATIONS =
            "SELECT relname, relfilenode FROM pg_class WHERE relkind IN ('r', 'm', 'i')";

    private static final String ROWS_READ = "SELECT relname, seq_tup_read FROM pg_stat_xact_user_tables";

    private static final String LOCKS = """
            SELECT b.relname, l.mode FROM pg_locks l JOIN relations_before b ON b.oid = l.relation
            WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.granted
            """;

    private final TestDatabase database;
    private final Statement statement;
    private final Map<String, Long> filesBefore;
    private final Map<String, Long> readBefore;

    private TransactionProofs(TestDatabase database, Statement statement) throws SQLException {
        this.database = database;
        this.statement = statement;
        this.filesBefore = numbers(RELATIONS);
        this.readBefore = numbers(ROWS_READ);
    }

    static void check(TestDatabase database, String example, List<Proof> proofs) throws SQLException {
        if (proofs.stream().noneMatch(TransactionProofs::isInTransaction)) {
            return;
        }
        database.execute("CREATE TABLE relations_before AS SELECT oid, relname::text FROM pg_class");
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            TransactionProofs before = new TransactionProofs(database, statement);
            for (String file : Examples.files(example)) {
                for (var one : Reviews.statements(file)) {
                    if (!Reviews.isControl(one)) {
                        statement.execute(one.text());
                    }
                }
            }
            for (Proof proof : proofs) {
                before.check(proof);
            }
            connection.rollback();
        }
        database.execute("DROP TABLE relations_before");
    }

    private static boolean isInTransaction(Proof proof) {
        return proof instanceof Proof.TakesLock
                || proof instanceof Proof.Blocks
                || proof instanceof Proof.Scans
                || proof instanceof Proof.Rewrites
                || proof instanceof Proof.RebuildsIndex;
    }

    private void check(Proof proof) throws SQLException {
        if (proof instanceof Proof.TakesLock takes) {
            assertThat(lock(takes.relation())).as(proof.sentence()).isEqualTo(takes.level());
        } else if (proof instanceof Proof.Scans scans) {
            assertThat(numbers(ROWS_READ).getOrDefault(scans.table(), 0L))
                    .as(proof.sentence())
                    .isGreaterThan(readBefore.getOrDefault(scans.table(), 0L));
        } else if (proof instanceof Proof.Rewrites rewrites) {
            assertThat(isAnotherFile(rewrites.table())).as(proof.sentence()).isTrue();
        } else if (proof instanceof Proof.RebuildsIndex rebuilds) {
            assertThat(isAnotherFile(rebuilds.index())).as(proof.sentence()).isTrue();
        } else if (proof instanceof Proof.Blocks blocks) {
            assertThat(waits(blocks.statement())).as(proof.sentence()).isEqualTo("55P03");
        }
    }

    private @Nullable LockLevel lock(String relation) throws SQLException {
        LockLevel strongest = null;
        try (ResultSet rows = statement.executeQuery(LOCKS)) {
            while (rows.next()) {
                String mode = rows.getString(2);
                LockLevel level = Arrays.stream(LockLevel.values())
                        .filter(one -> one.mode().equals(mode))
                        .findFirst()
                        .orElseThrow();
                if (rows.getString(1).equals(relation) && (strongest == null || level.compareTo(strongest) > 0)) {
                    strongest = level;
                }
            }
        }
        return strongest;
    }

    private boolean isAnotherFile(String relation) throws SQLException {
        assertThat(filesBefore).containsKey(relation);
        return !Objects.equals(filesBefore.get(relation), numbers(RELATIONS).get(relation));
    }

    /** The SQLSTATE of another session that does not wait for long. */
    private String waits(String sql) throws SQLException {
        try (Connection other = database.connect();
                Statement second = other.createStatement()) {
            second.execute("SET lock_timeout = '50ms'");
            SQLException failure = catchThrowableOfType(SQLException.class, () -> second.execute(sql));
            return failure == null ? "no failure" : failure.getSQLState();
        }
    }

    private Map<String, Long> numbers(String query) throws SQLException {
        Map<String, Long> numbers = new HashMap<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                numbers.put(rows.getString(1), rows.getLong(2));
            }
        }
        return numbers;
    }
}
