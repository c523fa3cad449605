// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.run;

import com.fraiseql.migrate.catalog.Projection;
import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.projection.table.SyncRun;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the seed's {@code sync_history (entity_type, entity_id, synced_at)}, which remembers when each row was last
 * written.
 */
final class SyncHistoryTable {

    private SyncHistoryTable() {}

    /** The table, quoted, if it is there, fits the table's key and may be written; else {@code null}. */
    static @Nullable String find(SyncRun run, TransactionalSession link, Projection projection) throws SQLException {
        if (projection.primaryKey().size() != 1) {
            return null;
        }
        String key = projection.primaryKey().get(0);
        List<Row> rows = link.query("""
                SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname),
                  e.atttypid IN ('text'::regtype, 'varchar'::regtype) AND s.atttypid = 'timestamptz'::regtype AND
                  i.atttypid = k.atttypid
                  AND EXISTS (SELECT FROM pg_index x WHERE x.indrelid = c.oid AND x.indisunique AND x.indisvalid
                    AND x.indpred IS NULL AND x.indnkeyatts = 2 AND ARRAY[e.attnum, i.attnum] <@ x.indkey::int2[]),
                  has_table_privilege(c.oid, 'INSERT') AND has_table_privilege(c.oid, 'UPDATE')
                  AND has_table_privilege(c.oid, 'DELETE') AND has_table_privilege(c.oid, 'SELECT')
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                JOIN pg_attribute e ON e.attrelid = c.oid AND e.attname = 'entity_type'
                JOIN pg_attribute i ON i.attrelid = c.oid AND i.attname = 'entity_id'
                JOIN pg_attribute s ON s.attrelid = c.oid AND s.attname = 'synced_at'
                JOIN pg_attribute k ON k.attrelid = %d AND k.attname = %s
                WHERE c.oid = to_regclass('sync_history') AND c.relkind IN ('r',
                'p')""".formatted(projection.oid(), Sql.literal(key)));
        if (rows.isEmpty()) {
            return null;
        }
        Row row = rows.get(0);
        if (!row.flag(1)) {
            run.tell(listener -> listener.remark(
                    projection.displayName(),
                    "sync_history is not written, since its columns or its key are others than expected."));
            return null;
        }
        if (!row.flag(2)) {
            run.tell(listener -> listener.remark(
                    projection.displayName(), "sync_history is not written, since the privileges are missing."));
            return null;
        }
        return row.textOrNull(0);
    }
}
