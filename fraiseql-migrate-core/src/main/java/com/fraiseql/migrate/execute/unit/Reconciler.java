// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.unit;

import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.execute.checkpoint.ScriptOrigin;
import com.fraiseql.migrate.execute.run.Failure;
import com.fraiseql.migrate.execute.run.RunContext;
import com.fraiseql.migrate.execute.run.Transactions;
import com.fraiseql.migrate.script.IndexStatement;
import com.fraiseql.migrate.script.Statement;
import com.fraiseql.migrate.script.Traits;
import com.fraiseql.migrate.sql.QualifiedName;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks the catalog for the outcome of a standalone statement whose end was not observed, and removes what it left
 * unfinished.
 *
 * <ul>
 *   <li>An index to build: {@link BuiltIndex}. The leftovers of a reindex: {@link ReindexLeftovers}, after which it
 *       runs again.
 *   <li>An index to drop, or a partition to detach: the one that the name meant when the statement was started is gone,
 *       or not. A detach that is pending is finished here.
 *   <li>VACUUM, ANALYZE and the like run again.
 *   <li>A database, tablespace or subscription: {@link GlobalObject}.
 *   <li>Anything else: unknown. The engine does not guess.
 * </ul>
 */
final class Reconciler {

    private final RunContext run;
    private final Statement statement;
    private final Catalog catalog;

    Reconciler(RunContext run, ScriptOrigin origin, Statement statement) {
        this.run = run;
        this.statement = statement;
        this.catalog = new Catalog(run, origin, statement);
    }

    /** What is to be remembered of the statement when it is started, as an SQL expression of type {@code json}. */
    Optional<String> target() {
        Traits.Kind kind = statement.traits().kind();
        return switch (kind) {
            case CREATE_INDEX_CONCURRENTLY -> Optional.of(builtIndex().target());
            case REINDEX_CONCURRENTLY -> Optional.of(new ReindexLeftovers(catalog, statement).target());
            case DROP_INDEX_CONCURRENTLY -> {
                IndexStatement drop = IndexStatement.parse(statement);
                yield Optional.of("SELECT pg_catalog.json_build_object('kind', " + Sql.literal(kind.name())
                        + ", 'index', " + regclass(drop.schema(), drop.index()) + "::pg_catalog.oid)");
            }
            case DETACH_CONCURRENTLY -> {
                IndexStatement detach = IndexStatement.parse(statement);
                yield Optional.of(
                        "SELECT pg_catalog.json_build_object('kind', " + Sql.literal(kind.name()) + ", 'parent', "
                                + regclass(detach.schema(), detach.table()) + "::pg_catalog.oid, 'partition', "
                                + partition(detach) + "::pg_catalog.oid)");
            }
            case CREATE_DATABASE,
                    DROP_DATABASE,
                    CREATE_TABLESPACE,
                    DROP_TABLESPACE,
                    CREATE_SUBSCRIPTION,
                    DROP_SUBSCRIPTION -> Optional.of(new GlobalObject(catalog, statement).target());
            case REPEATABLE_MAINTENANCE, OTHER -> Optional.empty();
        };
    }

    StatementOutcome outcome() throws Failure {
        return switch (statement.traits().kind()) {
            case CREATE_INDEX_CONCURRENTLY -> builtIndex().outcome();
            case DROP_INDEX_CONCURRENTLY -> dropped();
            case REINDEX_CONCURRENTLY -> {
                new ReindexLeftovers(catalog, statement).drop();
                yield StatementOutcome.NOT_DONE;
            }
            case DETACH_CONCURRENTLY -> detached();
            case CREATE_DATABASE,
                    DROP_DATABASE,
                    CREATE_TABLESPACE,
                    DROP_TABLESPACE,
                    CREATE_SUBSCRIPTION,
                    DROP_SUBSCRIPTION -> new GlobalObject(catalog, statement).outcome();
            case REPEATABLE_MAINTENANCE -> StatementOutcome.NOT_DONE;
            case OTHER -> StatementOutcome.UNKNOWN;
        };
    }

    /** After "started" has been recorded, before the statement is sent. */
    void prepare() throws Failure {
        catalog.started();
        if (statement.traits().kind() == Traits.Kind.CREATE_INDEX_CONCURRENTLY) {
            builtIndex().prepare();
        }
    }

    /** After the statement has failed. Its error is reported first, since removing what it left may take long. */
    void cleanUp(SQLException error) {
        Traits.Kind kind = statement.traits().kind();
        boolean builds = kind == Traits.Kind.CREATE_INDEX_CONCURRENTLY;
        if (!builds && kind != Traits.Kind.REINDEX_CONCURRENTLY) {
            return;
        }
        catalog.remark("failed: " + error.getMessage());
        try {
            if (builds) {
                builtIndex().cleanUp();
            } else {
                new ReindexLeftovers(catalog, statement).drop();
            }
        } catch (Failure e) {
            // the statement's own failure is what the operator must see; an INVALID index is found again before the
            // next attempt
            Transactions.rollBack(run);
        }
    }

    private BuiltIndex builtIndex() {
        return new BuiltIndex(run, catalog, statement);
    }

    private StatementOutcome dropped() throws Failure {
        IndexStatement drop = IndexStatement.parse(statement);
        if (catalog.remembers()) {
            // a name that meant nothing is dropped again, which changes nothing or says so
            String index = catalog.remembered("->>", "index");
            return goneIf(catalog.is(index + " IS NULL OR EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.oid = "
                    + index + "::pg_catalog.oid)"));
        }
        // without its schema the name may mean another index now
        return drop.schema() == null
                ? StatementOutcome.UNKNOWN
                : goneIf(catalog.is(regclass(drop.schema(), drop.index()) + " IS NOT NULL"));
    }

    private StatementOutcome detached() throws Failure {
        IndexStatement detach = IndexStatement.parse(statement);
        boolean remembers = catalog.remembers();
        String parent = remembers
                ? catalog.remembered("->>", "parent") + "::pg_catalog.oid"
                : regclass(detach.schema(), detach.table());
        String partition = remembers ? catalog.remembered("->>", "partition") + "::pg_catalog.oid" : partition(detach);
        if (!catalog.is(parent + " IS NOT NULL AND " + partition + " IS NOT NULL")) {
            return remembers ? StatementOutcome.NOT_DONE : StatementOutcome.UNKNOWN;
        }
        List<Row> rows = catalog.rows("SELECT i.inhdetachpending, i.inhparent::pg_catalog.regclass::text, "
                + "i.inhrelid::pg_catalog.regclass::text"
                + " FROM pg_catalog.pg_inherits i WHERE i.inhparent = " + parent + " AND i.inhrelid = "
                + partition);
        if (rows.isEmpty()) {
            return StatementOutcome.DONE;
        }
        Row row = rows.get(0);
        if (row.flag(0)) {
            catalog.remark("The detach of " + row.textOrNull(2) + " is pending; it is finished.");
            catalog.rows("ALTER TABLE " + row.textOrNull(1) + " DETACH PARTITION " + row.textOrNull(2) + " FINALIZE");
            return StatementOutcome.DONE;
        }
        return StatementOutcome.NOT_DONE;
    }

    private static String partition(IndexStatement detach) {
        QualifiedName partition = Objects.requireNonNull(detach.partition());
        return regclass(partition.schema(), partition.name());
    }

    private static StatementOutcome goneIf(boolean exists) {
        return exists ? StatementOutcome.NOT_DONE : StatementOutcome.DONE;
    }

    private static String regclass(@Nullable String schema, @Nullable String name) {
        return "pg_catalog.to_regclass(" + Sql.literal(ObjectNames.qualified(schema, name)) + ")";
    }
}
