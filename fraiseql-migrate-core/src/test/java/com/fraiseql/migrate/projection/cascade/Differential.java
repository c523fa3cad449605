// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.projection.CascadeRules;
import com.fraiseql.migrate.projection.cascade.Recorder.Recorded;
import com.fraiseql.migrate.projection.cascade.Statements.Written;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Writes to a schema at random, and compares what the server has done with what the rules say: every row that it has
 * changed by itself, and every key of every view that gives something else, must be among what was predicted.
 */
final class Differential {

    private final TestDatabase database;
    private final Random random;
    private int transactions;
    private int byServer;
    private int changedKeys;
    private int foundKeys;
    private int wholeEntities;

    Differential(TestDatabase database, long seed) {
        this.database = database;
        this.random = new Random(seed);
    }

    Differential run(String schema, int rounds) throws SQLException {
        database.execute(schema);
        CascadeRules rules = new CascadeRules(database.dataSource());
        CascadeReport report = rules.report(CascadeOptions.defaults());
        List<KeyPlan> plans = rules.keyPlans(CascadeOptions.defaults());
        try (Database db = new Database(database)) {
            db.execute("SELECT setseed(" + random.nextInt(1000) / 1000.0 + ")");
            List<Shape> shapes = Shape.of(db);
            Recorder recorder = new Recorder(db);
            recorder.install(shapes);
            Statements statements = new Statements(db, shapes, random);
            statements.fill(14);
            Prediction prediction = new Prediction(db, report, plans);
            for (int round = 0; round < rounds; round++) {
                transaction(db, statements, recorder, prediction, report.entities());
            }
        }
        return this;
    }

    private void transaction(
            Database db, Statements statements, Recorder recorder, Prediction prediction, List<Entity> entities)
            throws SQLException {
        db.execute("BEGIN");
        recorder.empty();
        Images before = Images.of(db, entities);
        List<Written> written = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            Written statement = statements.next();
            Optional<String> refused = db.attempt(statement.sql());
            if (refused.isEmpty()) {
                written.add(statement);
            }
        }
        List<Rule> rules = prediction.rules(written);
        String what = written.stream().map(Written::sql).toList() + "";
        for (Recorded row : recorder.read()) {
            if (written.stream().noneMatch(statement -> isItsOwn(db, statement, row))) {
                assertThat(prediction.isByServer(rules, row))
                        .as("%s is predicted after %s", row, what)
                        .isTrue();
                byServer++;
            }
        }
        Images after = Images.of(db, entities);
        for (Entity entity : entities) {
            compare(prediction, rules, entity.name(), after.changed(before, entity.name()), what);
        }
        transactions++;
        boolean emptied = written.stream().anyMatch(statement -> statement.change() == Rule.Change.TRUNCATE);
        db.execute(emptied || random.nextInt(3) == 0 ? "ROLLBACK" : "COMMIT");
    }

    private void compare(Prediction prediction, List<Rule> rules, String entity, Set<String> changed, String what)
            throws SQLException {
        Optional<Boolean> every = prediction.namesEveryKey(rules, entity);
        Optional<Set<String>> keys = prediction.keys(entity);
        if (!changed.isEmpty()) {
            assertThat(every).as("the rules name %s after %s", entity, what).isPresent();
        }
        if (keys.isPresent()) {
            assertThat(keys.get())
                    .as("keys of %s after %s", entity, what)
                    .containsAll(changed.stream()
                            .filter(key -> !key.isEmpty() && !key.startsWith("|") && !key.endsWith("|"))
                            .toList());
            changedKeys += changed.size();
            foundKeys += keys.get().size();
        } else {
            assertThat(every)
                    .as("the rules name every %s after %s", entity, what)
                    .contains(true);
            wholeEntities++;
        }
    }

    /** Whether a row is of the table that the statement names, or of a partition, child or parent of that one. */
    private static boolean isItsOwn(Database db, Written statement, Recorded row) {
        try {
            boolean related = !db.rows("WITH RECURSIVE f AS (SELECT '" + statement.table() + "'::regclass::oid AS oid"
                            + " UNION SELECT i.inhrelid FROM f JOIN pg_inherits i ON i.inhparent = f.oid),"
                            + " u AS (SELECT '" + statement.table() + "'::regclass::oid AS oid"
                            + " UNION SELECT i.inhparent FROM u JOIN pg_inherits i ON i.inhrelid = u.oid)"
                            // with CASCADE a table that refers to itself is emptied as a whole
                            + " SELECT 1 FROM (TABLE f UNION TABLE u) x WHERE oid = '" + row.table()
                            + "'::regclass OR '"
                            + statement.change() + "' = 'TRUNCATE' AND oid = '" + row.top() + "'::regclass")
                    .isEmpty();
            if (!related) {
                return false;
            }
            return switch (statement.change()) {
                case UPDATE ->
                    !row.change().equals("UPDATE") || row.columns().stream().anyMatch(statement.columns()::contains);
                default -> row.change().equals(statement.change().name());
            };
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many rows the server has changed by itself. */
    int byServer() {
        return byServer;
    }

    int changedKeys() {
        return changedKeys;
    }

    @Override
    public String toString() {
        return transactions + " transactions, " + byServer + " kinds of rows changed by the server, " + changedKeys
                + " keys changed, " + foundKeys + " found, " + wholeEntities + " times every key";
    }
}
