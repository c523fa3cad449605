// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection;

import com.fraiseql.migrate.catalog.CatalogReader;
import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Session;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.projection.ivm.TableActivity;
import com.fraiseql.migrate.projection.ivm.write.Home;
import com.fraiseql.migrate.projection.ivm.write.Names;
import com.fraiseql.migrate.projection.table.SyncFailures;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** How much work maintenance is: counters that the database has anyway. Two small queries, and no lock. */
public final class MaintenanceActivity {

    private MaintenanceActivity() {}

    /**
     * Each table that is registered as maintained, also one that has been dropped since; none where nothing is
     * maintained.
     *
     * @param schema the schema of the registry, {@code null} for the session's current one
     */
    public static List<TableActivity> of(DataSource dataSource, @Nullable String schema) {
        try (Session session = Session.open(dataSource)) {
            String home = "SELECT n.nspname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n"
                    + " ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND c.relname = " + Sql.literal(Names.PREFIX)
                    + " AND n.nspname = " + CatalogReader.schemaOf(Names.PREFIX, schema);
            List<Row> found = session.query(home).orThrow().rows(0);
            return found.isEmpty()
                    ? List.of()
                    : read(session, new Names(Home.of(found.get(0).text(0))));
        } catch (SQLException e) {
            throw SyncFailures.of("the activity of the maintenance", e);
        }
    }

    private static List<TableActivity> read(Session session, Names names) throws SQLException {
        List<Row> tables = session.query("SELECT r.tv, t.nspname, t.relname, coalesce(s.n_tup_ins, 0),"
                        + " coalesce(s.n_tup_upd, 0), coalesce(s.n_tup_del, 0) FROM " + names.registry()
                        + " r LEFT JOIN (SELECT c.oid, c.relname, n.nspname FROM pg_catalog.pg_class c"
                        + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relname LIKE 'tv\\_%') t"
                        + " ON t.nspname || '.' || t.relname = r.tv"
                        + " LEFT JOIN pg_catalog.pg_stat_all_tables s ON s.relid = t.oid ORDER BY 1")
                .orThrow()
                .rows(0);
        if (tables.isEmpty()) {
            return List.of();
        }
        Row counts = session.query(tables.stream()
                        .map(row -> counts(names, row.textOrNull(1), row.textOrNull(2)))
                        .collect(Collectors.joining(", ", "SELECT ", "")))
                .orThrow()
                .rows(0)
                .get(0);
        List<TableActivity> activities = new ArrayList<>();
        for (int i = 0; i < tables.size(); i++) {
            Row row = tables.get(i);
            activities.add(new TableActivity(
                    row.text(0),
                    counts.number(2 * i),
                    counts.number(2 * i + 1),
                    row.number(3),
                    row.number(4),
                    row.number(5)));
        }
        return activities;
    }

    private static String counts(Names names, @Nullable String schema, @Nullable String table) {
        return schema == null || table == null
                ? "0, 0"
                : value(names.passes(schema, table)) + ", " + value(names.coarsePasses(schema, table));
    }

    private static String value(String sequence) {
        return "coalesce(pg_catalog.pg_sequence_last_value(pg_catalog.to_regclass(" + Sql.literal(sequence) + ")), 0)";
    }
}
