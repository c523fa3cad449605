// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.unit;

import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.execute.run.Failure;
import com.fraiseql.migrate.script.Statement;
import com.fraiseql.migrate.script.Traits;

/**
 * A database, a tablespace or a subscription that a statement was to create or drop.
 *
 * <ol>
 *   <li>What the name meant when the statement was started is remembered: the object's oid, or that there was none.
 *   <li>An object to drop is gone, or it is there. Another one that has taken its name since then is not touched.
 *   <li>An object to create is not there, or it was there before: the statement runs, and fails if it exists. If there
 *       is one that was not there before, the catalog does not tell whether the statement or another session has
 *       created it: unknown.
 * </ol>
 */
final class GlobalObject {

    private final Catalog catalog;
    private final Statement statement;
    private final Traits.Kind kind;

    GlobalObject(Catalog catalog, Statement statement) {
        this.catalog = catalog;
        this.statement = statement;
        this.kind = statement.traits().kind();
    }

    /** What is to be remembered when the statement is started, as an SQL expression. */
    String target() {
        return "SELECT pg_catalog.json_build_object('kind', " + Sql.literal(kind.name()) + ", 'object', (" + named()
                + "))";
    }

    StatementOutcome outcome() throws Failure {
        boolean remembers = catalog.remembers();
        String before = catalog.remembered("->>", "object") + "::pg_catalog.oid";
        boolean there = catalog.is("EXISTS (" + named() + ")");
        if (creates()) {
            boolean same = remembers && catalog.is("(" + named() + ") = " + before);
            return !there || same ? StatementOutcome.NOT_DONE : StatementOutcome.UNKNOWN;
        }
        if (!remembers) {
            return there ? StatementOutcome.UNKNOWN : StatementOutcome.DONE;
        }
        boolean stillThere =
                catalog.is(before + " IS NULL OR EXISTS (SELECT FROM " + table() + " WHERE oid = " + before + ")");
        return stillThere ? StatementOutcome.NOT_DONE : StatementOutcome.DONE;
    }

    private boolean creates() {
        return switch (kind) {
            case CREATE_DATABASE, CREATE_TABLESPACE, CREATE_SUBSCRIPTION -> true;
            default -> false;
        };
    }

    private String table() {
        return switch (kind) {
            case CREATE_DATABASE, DROP_DATABASE -> "pg_catalog.pg_database";
            case CREATE_TABLESPACE, DROP_TABLESPACE -> "pg_catalog.pg_tablespace";
            default -> "pg_catalog.pg_subscription";
        };
    }

    /** The oid of the object of that name. The subscriptions of all databases are in one catalog. */
    private String named() {
        String name = Sql.literal(ObjectNames.of(statement));
        return "SELECT oid FROM " + table() + " WHERE "
                + switch (kind) {
                    case CREATE_DATABASE, DROP_DATABASE -> "datname = " + name;
                    case CREATE_TABLESPACE, DROP_TABLESPACE -> "spcname = " + name;
                    default ->
                        "subname = " + name + " AND subdbid = (SELECT d.oid FROM pg_catalog.pg_database d"
                                + " WHERE d.datname = pg_catalog.current_database())";
                };
    }
}
