// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.unit;

import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.execute.run.Failure;
import com.fraiseql.migrate.script.IndexStatement;
import com.fraiseql.migrate.script.Statement;

/**
 * What a {@code REINDEX … CONCURRENTLY} leaves when it does not get to its end: INVALID indexes named {@code …_ccnew}
 * or {@code …_ccold} (PostgreSQL manual, REINDEX, "Rebuilding Indexes Concurrently").
 *
 * <p>Only those of the statement's own table are considered, its partitions and TOAST tables included; those that were
 * there when the statement was started, and those of a table on which another session is at work, are left alone.
 */
final class ReindexLeftovers {

    private static final String INVALID = "NOT x.indisvalid AND c.relname ~ '_cc(new|old)[0-9]*$'";
    private static final String FROM_INDEXES =
            " FROM pg_catalog.pg_index x JOIN pg_catalog.pg_class c ON c.oid = x.indexrelid WHERE " + INVALID;

    private final Catalog catalog;
    private final IndexStatement reindex;

    ReindexLeftovers(Catalog catalog, Statement statement) {
        this.catalog = catalog;
        this.reindex = IndexStatement.parse(statement);
    }

    /** What is to be remembered when the statement is started, as an SQL expression. */
    String target() {
        return "SELECT pg_catalog.json_build_object('kind', "
                + Sql.literal(reindex.kind().name()) + ", 'leftovers', (SELECT pg_catalog.json_agg(x.indexrelid)"
                + FROM_INDEXES + " AND " + ofTheTable() + "))";
    }

    void drop() throws Failure {
        if (!catalog.remembers()) {
            return;
        }
        for (Row row : catalog.rows("SELECT c.oid::pg_catalog.regclass::text" + FROM_INDEXES + " AND " + ofTheTable()
                + " AND " + Catalog.builderOf("x.indrelid") + " IS NULL"
                + " AND x.indexrelid NOT IN (" + catalog.rememberedOids("leftovers") + ")")) {
            catalog.dropInvalid(row.text(0));
        }
    }

    private String ofTheTable() {
        String root;
        if (reindex.table() != null) {
            root = "pg_catalog.to_regclass(" + Sql.literal(ObjectNames.qualified(reindex.schema(), reindex.table()))
                    + ")";
        } else {
            root = "(SELECT i.indrelid FROM pg_catalog.pg_index i WHERE i.indexrelid = pg_catalog.to_regclass("
                    + Sql.literal(ObjectNames.qualified(reindex.schema(), reindex.index())) + "))";
        }
        String tables = "SELECT " + root
                + "::pg_catalog.oid UNION ALL SELECT p.relid::pg_catalog.oid FROM pg_catalog.pg_partition_tree(" + root
                + "::pg_catalog.regclass) p";
        return "x.indrelid IN (SELECT t.oid FROM pg_catalog.pg_class t WHERE t.oid IN (" + tables
                + ") UNION ALL SELECT t.reltoastrelid FROM pg_catalog.pg_class t WHERE t.oid IN (" + tables + "))";
    }
}
