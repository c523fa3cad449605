// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.db.Reply;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.execute.Pipeline.Failure;
import com.fraiseql.migrate.execute.Pipeline.Purpose;
import com.fraiseql.migrate.execute.Pipeline.Segment;
import com.fraiseql.migrate.script.IndexStatement;
import com.fraiseql.migrate.script.Statement;
import com.fraiseql.migrate.script.Traits;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks the catalog what became of a standalone statement whose end nobody saw, and removes what it left half done.
 *
 * <ul>
 *   <li>An index that is valid and of that definition: done. An INVALID one of that name: dropped, and built again.
 *   <li>An index to drop, or a partition to detach, that is gone: done. A detach that is pending: finished here.
 *   <li>A reindex: its leftovers ({@code _ccnew}, {@code _ccold}) are dropped, and it runs again; so do VACUUM, ANALYZE and the like.
 *   <li>A database, tablespace or subscription: done if it is there, or gone, as it should be.
 *   <li>Anything else: unknown. Nobody guesses.
 * </ul>
 *
 * <p>A question that gets an error instead of an answer is a failure: taking it for "it is not there" would record as dropped what
 * was not.
 */
final class Reconciler {

    private final RunContext run;
    private final Origin origin;
    private final Statement statement;

    Reconciler(RunContext run, Origin origin, Statement statement) {
        this.run = run;
        this.origin = origin;
        this.statement = statement;
    }

    /** What became of a statement. */
    enum Outcome {
        DONE,
        NOT_DONE,
        UNKNOWN
    }

    /** An index as the catalog has it. */
    private record Index(String name, boolean valid, String definition) {}

    Outcome outcome() throws Failure {
        return switch (statement.traits().kind()) {
            case CREATE_INDEX_CONCURRENTLY -> createdIndex(IndexStatement.parse(statement));
            case DROP_INDEX_CONCURRENTLY ->
                goneIf(exists(
                        "to_regclass(" + Sql.literal(indexOf(IndexStatement.parse(statement))) + ") IS NOT NULL"));
            case REINDEX_CONCURRENTLY -> {
                dropReindexLeftovers();
                yield Outcome.NOT_DONE;
            }
            case DETACH_CONCURRENTLY -> detached();
            case CREATE_DATABASE -> thereIf(named("pg_database", "datname"));
            case DROP_DATABASE -> goneIf(named("pg_database", "datname"));
            case CREATE_TABLESPACE -> thereIf(named("pg_tablespace", "spcname"));
            case DROP_TABLESPACE -> goneIf(named("pg_tablespace", "spcname"));
            case CREATE_SUBSCRIPTION -> thereIf(named("pg_subscription", "subname"));
            case DROP_SUBSCRIPTION -> goneIf(named("pg_subscription", "subname"));
            case REPEATABLE_MAINTENANCE -> Outcome.NOT_DONE;
            case OTHER -> Outcome.UNKNOWN;
        };
    }

    /**
     * Before a statement is sent.
     *
     * @param removeInvalid whether an INVALID index in the way of {@code IF NOT EXISTS} is to be dropped: it would be kept silently
     * @return whether an index of its name is there, so that a failure must not remove it
     */
    boolean prepare(boolean removeInvalid) throws Failure {
        if (statement.traits().kind() != Traits.Kind.CREATE_INDEX_CONCURRENTLY) {
            return false;
        }
        IndexStatement index = IndexStatement.parse(statement);
        if (index.index() == null) {
            return true;
        }
        List<Index> found = indexes(index);
        if (found.isEmpty()) {
            return false;
        }
        if (removeInvalid && index.ifNotExists() && !found.get(0).valid()) {
            run.listener()
                    .remark(
                            origin.version(),
                            "Index " + found.get(0).name() + " was there but INVALID; it is dropped and built again.");
            drop(found.get(0));
            return false;
        }
        return true;
    }

    /** After a statement has failed. */
    void cleanUp(boolean existedBefore) {
        Traits.Kind kind = statement.traits().kind();
        try {
            if (kind == Traits.Kind.CREATE_INDEX_CONCURRENTLY && !existedBefore) {
                for (Index index : indexes(IndexStatement.parse(statement))) {
                    if (!index.valid()) {
                        drop(index);
                    }
                }
            } else if (kind == Traits.Kind.REINDEX_CONCURRENTLY) {
                dropReindexLeftovers();
            }
        } catch (Failure e) {
            // the statement's own failure is what the user must see; an INVALID index is found again before the next
            // attempt
        }
    }

    private Outcome createdIndex(IndexStatement wanted) throws Failure {
        Optional<String> definition = definitionOf(wanted);
        boolean done = false;
        for (Index index : indexes(wanted)) {
            boolean same = definition.isEmpty() || definition.get().equals(index.definition());
            if (index.valid()) {
                done |= same;
            } else if (wanted.index() != null || same) {
                drop(index);
            }
        }
        return done ? Outcome.DONE : Outcome.NOT_DONE;
    }

    /** The indexes that the statement may have made: the one of its name, or all of the table if it gives none. */
    private List<Index> indexes(IndexStatement wanted) throws Failure {
        String name = wanted.index() == null ? "" : " AND c.relname = " + Sql.literal(wanted.index());
        return rows("SELECT c.oid::pg_catalog.regclass::text, x.indisvalid, " + DEFINITION
                        + " FROM pg_catalog.pg_index x JOIN pg_catalog.pg_class c ON c.oid = x.indexrelid"
                        + " JOIN pg_catalog.pg_am m ON m.oid = c.relam WHERE x.indrelid = pg_catalog.to_regclass("
                        + Sql.literal(tableOf(wanted)) + ")" + name)
                .stream()
                .map(row -> new Index(text(row[0]), "t".equals(row[1]), text(row[2])))
                .toList();
    }

    private static final String DEFINITION = """
            pg_catalog.concat_ws('|', m.amname, x.indisunique, pg_catalog.to_jsonb(x) ->> 'indnullsnotdistinct', x.indnkeyatts,
             (SELECT pg_catalog.string_agg(pg_catalog.pg_get_indexdef(x.indexrelid, k, false), ',' ORDER BY k)
               FROM pg_catalog.generate_series(1, x.indnatts) k),
             x.indclass::text, x.indcollation::text, x.indoption::text, pg_catalog.pg_get_expr(x.indpred, x.indrelid),
             pg_catalog.array_to_string(c.reloptions, ','))""";

    /**
     * What the statement's index looks like in the catalog: PostgreSQL itself builds it on an empty copy of the table, in a
     * transaction that is rolled back. Empty if that cannot be done.
     */
    private Optional<String> definitionOf(IndexStatement wanted) {
        // the copy has the table's own name, which the statement's expressions may use
        String copy = Sql.name("pg_temp", text(wanted.table()));
        Reply reply = run.session()
                .query("BEGIN; CREATE TEMPORARY TABLE " + copy + " (LIKE " + tableOf(wanted) + ") ON COMMIT DROP;\n"
                        + wanted.rewrite(copy) + "\n;SELECT " + DEFINITION
                        + " FROM pg_catalog.pg_index x JOIN pg_catalog.pg_class c ON c.oid = x.indexrelid"
                        + " JOIN pg_catalog.pg_am m ON m.oid = c.relam WHERE x.indrelid = pg_catalog.to_regclass("
                        + Sql.literal(copy) + ");ROLLBACK");
        if (reply.error() != null || reply.rows(3).size() != 1) {
            Transactions.rollBack(run);
            return Optional.empty();
        }
        return Optional.ofNullable(reply.rows(3).get(0)[0]);
    }

    private Outcome detached() throws Failure {
        IndexStatement detach = IndexStatement.parse(statement);
        List<@Nullable String[]> rows = rows(
                "SELECT i.inhdetachpending FROM pg_catalog.pg_inherits i WHERE i.inhparent = pg_catalog.to_regclass("
                        + Sql.literal(tableOf(detach)) + ") AND i.inhrelid = pg_catalog.to_regclass("
                        + Sql.literal(partitionOf(detach)) + ")");
        if (rows.isEmpty()) {
            return Outcome.DONE;
        }
        if ("t".equals(rows.get(0)[0])) {
            rows("ALTER TABLE " + tableOf(detach) + " DETACH PARTITION " + partitionOf(detach) + " FINALIZE");
            return Outcome.DONE;
        }
        return Outcome.NOT_DONE;
    }

    /** Those of TOAST tables too, which PostgreSQL lets go for that reason, as long as they are INVALID. */
    private void dropReindexLeftovers() throws Failure {
        for (@Nullable
        String[] row : rows(
                "SELECT c.oid::pg_catalog.regclass::text FROM pg_catalog.pg_index x JOIN pg_catalog.pg_class c ON c.oid = x.indexrelid"
                        + " WHERE NOT x.indisvalid AND c.relname ~ '_cc(new|old)[0-9]*$'"
                        + " AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_progress_create_index p WHERE p.index_relid = c.oid)")) {
            drop(new Index(text(row[0]), false, ""));
        }
    }

    private void drop(Index index) throws Failure {
        // a timeout would leave it half dropped; the lock that it waits for lets readers and writers through
        String before =
                text(rows("SELECT pg_catalog.current_setting('lock_timeout')").get(0)[0]);
        rows("SET lock_timeout = 0");
        SQLException error = run.session()
                .query("DROP INDEX CONCURRENTLY IF EXISTS " + index.name())
                .error();
        rows("SET lock_timeout = " + Sql.literal(before));
        if (error != null) {
            run.listener()
                    .remark(
                            origin.version(),
                            "Index " + index.name() + " is INVALID and could not be dropped: " + error.getMessage());
        }
    }

    private boolean named(String catalog, String column) throws Failure {
        return exists("EXISTS (SELECT FROM pg_catalog." + catalog + " WHERE " + column + " = "
                + Sql.literal(ObjectNames.of(statement)) + ")");
    }

    private boolean exists(String condition) throws Failure {
        List<@Nullable String[]> rows = rows("SELECT " + condition);
        return !rows.isEmpty() && "t".equals(rows.get(0)[0]);
    }

    private List<@Nullable String[]> rows(String sql) throws Failure {
        Reply reply = run.session().query(sql);
        SQLException error = reply.error();
        if (error != null) {
            throw new Failure(new Segment(Purpose.CONTROL, sql, origin, statement), error);
        }
        return reply.rows(0);
    }

    private static Outcome thereIf(boolean exists) {
        return exists ? Outcome.DONE : Outcome.NOT_DONE;
    }

    private static Outcome goneIf(boolean exists) {
        return exists ? Outcome.NOT_DONE : Outcome.DONE;
    }

    private static String tableOf(IndexStatement statement) {
        return qualified(statement.schema(), statement.table());
    }

    private static String indexOf(IndexStatement statement) {
        return qualified(statement.schema(), statement.index());
    }

    private static String partitionOf(IndexStatement statement) {
        return qualified(statement.partitionSchema(), statement.partition());
    }

    private static String qualified(@Nullable String schema, @Nullable String name) {
        return schema == null ? Sql.name(text(name)) : Sql.name(schema, text(name));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
