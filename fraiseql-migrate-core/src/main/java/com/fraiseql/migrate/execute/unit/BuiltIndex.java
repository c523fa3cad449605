// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.unit;

import com.fraiseql.migrate.db.Pause;
import com.fraiseql.migrate.db.Reply;
import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.db.SqlState;
import com.fraiseql.migrate.execute.run.Failure;
import com.fraiseql.migrate.execute.run.Purpose;
import com.fraiseql.migrate.execute.run.RunContext;
import com.fraiseql.migrate.execute.run.Segment;
import com.fraiseql.migrate.execute.run.Transactions;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.script.IndexStatement;
import com.fraiseql.migrate.script.Statement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the outcome of a {@code CREATE INDEX CONCURRENTLY}.
 *
 * <ol>
 *   <li>When it is started, the table and the indexes that it has are remembered. Only an index that is not among them
 *       can be the statement's.
 *   <li>Whether such an index is the statement's follows from its definition: PostgreSQL builds the statement's index
 *       on an empty copy of the table, in a transaction that is rolled back. Where it cannot (no right to make
 *       temporary tables, a function of the whole row), the definition is unknown; then no index is taken for the
 *       statement's, and none is dropped.
 *   <li>An index that another session is building is neither dropped nor counted as built; where the statement would
 *       keep it silently ({@code IF NOT EXISTS}), the run waits for the other session.
 * </ol>
 */
final class BuiltIndex {

    private static final String DEFINITION = """
            pg_catalog.concat_ws('|', m.amname, x.indisunique, pg_catalog.to_jsonb(x) ->> 'indnullsnotdistinct', \
            x.indnkeyatts,
             (SELECT pg_catalog.string_agg(pg_catalog.pg_get_indexdef(x.indexrelid, k, false), ',' ORDER BY k)
               FROM pg_catalog.generate_series(1, x.indnatts) k),
             x.indclass::text, x.indcollation::text, x.indoption::text, pg_catalog.pg_get_expr(x.indpred, x.indrelid),
             pg_catalog.array_to_string(c.reloptions, ','))""";
    private static final String FROM_INDEXES =
            " FROM pg_catalog.pg_index x JOIN pg_catalog.pg_class c ON c.oid = x.indexrelid"
                    + " JOIN pg_catalog.pg_am m ON m.oid = c.relam WHERE c.relkind = 'i' AND x.indrelid = ";

    private final RunContext run;
    private final Catalog catalog;
    private final Statement statement;
    private final IndexStatement wanted;
    private final String table;

    BuiltIndex(RunContext run, Catalog catalog, Statement statement) {
        this.run = run;
        this.catalog = catalog;
        this.statement = statement;
        this.wanted = IndexStatement.parse(statement);
        this.table = "pg_catalog.to_regclass(" + Sql.literal(tableName()) + ")";
    }

    /**
     * An index as the catalog has it.
     *
     * @param builder the process of another session that may be building it, or {@code null}
     */
    private record Index(
            String name,
            boolean valid,
            String definition,
            @Nullable String builder) {}

    /** What is to be remembered when the statement is started, as an SQL expression. */
    String target() {
        return "SELECT pg_catalog.json_build_object('kind', "
                + Sql.literal(wanted.kind().name()) + ", 'table', " + table
                + "::pg_catalog.oid, 'indexes', (SELECT pg_catalog.json_agg(x.indexrelid) FROM pg_catalog.pg_index x"
                + " WHERE x.indrelid = " + table + "))";
    }

    /**
     * Before the statement is sent: an INVALID index of its name would be kept silently. One of another definition is
     * not dropped.
     */
    void prepare() throws Failure {
        if (wanted.index() == null || !wanted.ifNotExists()) {
            return;
        }
        long start = System.nanoTime();
        boolean told = false;
        while (true) {
            Optional<Index> invalid =
                    indexes("").stream().filter(index -> !index.valid()).findFirst();
            if (invalid.isEmpty()) {
                return;
            }
            String builder = invalid.get().builder();
            if (builder == null) {
                if (!definition().equals(Optional.of(invalid.get().definition()))) {
                    throw ofAnotherDefinition(invalid.get());
                }
                catalog.dropInvalid(invalid.get().name());
                return;
            }
            if (!told) {
                catalog.remark("Another session (pid " + builder + ") is building index "
                        + invalid.get().name() + "; waiting for it.");
                told = true;
            }
            if (System.nanoTime() - start > run.options().locks().lockWait().toNanos()) {
                throw stillBuilt(invalid.get().name(), builder);
            }
            pause();
        }
    }

    /** After the statement has failed. */
    void cleanUp() throws Failure {
        if (!catalog.remembers()) {
            return;
        }
        Optional<String> definition = Optional.empty();
        for (Index index : candidates()) {
            if (index.valid() || index.builder() != null) {
                continue;
            }
            if (definition.isEmpty()) {
                definition = definition();
            }
            if (definition.isPresent() && definition.get().equals(index.definition())) {
                catalog.dropInvalid(index.name());
            } else {
                catalog.remark(
                        "Index " + index.name() + " is INVALID and may be what this statement left; if so, drop it:"
                                + " DROP INDEX CONCURRENTLY " + index.name() + ";");
            }
        }
    }

    StatementOutcome outcome() throws Failure {
        boolean remembers = catalog.remembers();
        List<Index> candidates = remembers ? candidates() : indexes("");
        if (candidates.isEmpty()) {
            return StatementOutcome.NOT_DONE;
        }
        Optional<String> definition = definition();
        if (definition.isEmpty()) {
            return StatementOutcome.UNKNOWN;
        }
        List<Index> same = candidates.stream()
                .filter(index -> definition.get().equals(index.definition()))
                .toList();
        if (!remembers && wanted.index() == null && !same.isEmpty()) {
            // it may have been there before
            return StatementOutcome.UNKNOWN;
        }
        if (same.stream().anyMatch(Index::valid)) {
            return StatementOutcome.DONE;
        }
        for (Index index : same) {
            if (index.builder() != null) {
                return StatementOutcome.UNKNOWN;
            }
            catalog.dropInvalid(index.name());
        }
        return StatementOutcome.NOT_DONE;
    }

    /**
     * The indexes that were not there when the statement was started: of its name, or all of the table if it gives
     * none.
     */
    private List<Index> candidates() throws Failure {
        return indexes(" AND x.indexrelid NOT IN (" + catalog.rememberedOids("indexes") + ")");
    }

    private List<Index> indexes(String condition) throws Failure {
        String name = wanted.index() == null ? "" : " AND c.relname = " + Sql.literal(wanted.index());
        List<Index> found = new ArrayList<>();
        for (Row row : catalog.rows("SELECT c.oid::pg_catalog.regclass::text, x.indisvalid, " + DEFINITION + ", "
                + Catalog.builderOf("x.indrelid") + FROM_INDEXES + table + name + condition + " ORDER BY c.oid")) {
            found.add(new Index(
                    row.text(0), row.flag(1), row.text(2), row.columns().size() > 3 ? row.textOrNull(3) : null));
        }
        return found;
    }

    /** The definition of the statement's index as the catalog would have it; empty if it cannot be told. */
    private Optional<String> definition() throws Failure {
        // the copy has the table's own name, which the statement's expressions may use
        String copy = Sql.name("pg_temp", String.valueOf(wanted.table()));
        Reply reply = run.session()
                .query("BEGIN; CREATE TEMPORARY TABLE " + copy + " (LIKE " + tableName() + ") ON COMMIT DROP;\n"
                        + wanted.rewrite(copy) + "\n;SELECT " + DEFINITION + FROM_INDEXES + "pg_catalog.to_regclass("
                        + Sql.literal(copy) + ");ROLLBACK");
        SQLException error = reply.error();
        if (error != null) {
            Transactions.rollBack(run);
            if (run.session().lost()
                    || SqlState.of(error).equals(SqlState.QUERY_CANCELED)
                    || SqlState.worthRetrying(error)) {
                // no answer now is not the same as "it cannot be told"
                throw catalog.failure(error);
            }
        }
        if (error != null || reply.rows(3).size() != 1) {
            return Optional.empty();
        }
        return Optional.ofNullable(reply.rows(3).get(0).textOrNull(0));
    }

    private void pause() throws Failure {
        if (!Pause.of(200, run.cancellation()::requested)) {
            run.cancellation().request();
        }
        if (run.cancellation().requested()) {
            throw Failure.cancelled(new Segment(Purpose.CONTROL, statement.text(), catalog.origin(), statement));
        }
    }

    private MigrateException stillBuilt(String index, String builder) {
        return MigrateException.builder(
                        FailureCode.LOCK_TIMEOUT,
                        "Another session (pid " + builder + ") has been building index " + index
                                + " for longer than this run waits.",
                        "Wait until it is done, or end that session, and start again; or raise --lock-wait "
                                + "(fraiseql.migrate.lock-wait).")
                .location(statement.locate(catalog.origin().text(), 1))
                .build();
    }

    private MigrateException ofAnotherDefinition(Index invalid) {
        return MigrateException.builder(
                        FailureCode.STATEMENT_FAILED,
                        "There is an INVALID index " + invalid.name()
                                + " that is not known to be of this statement's definition, and IF NOT EXISTS would "
                                + "keep it.",
                        "Drop it, if it is not needed: DROP INDEX CONCURRENTLY " + invalid.name()
                                + "; or give the new index another name; and start again.")
                .location(statement.locate(catalog.origin().text(), 1))
                .build();
    }

    private String tableName() {
        return ObjectNames.qualified(wanted.schema(), wanted.table());
    }
}
