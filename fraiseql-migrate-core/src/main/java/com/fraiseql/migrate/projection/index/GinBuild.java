// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.index;

import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.projection.table.Target;
import java.sql.SQLException;
import java.util.List;

/**
 * How GIN indexes are built fastest.
 *
 * <p>Entries are collected in a tree of {@code maintenance_work_mem}, and a tree that fits into the processor's cache
 * is worth more than fewer of them, as long as the whole index stays in memory: with 8 MB a million documents take 15 s
 * instead of 19 s with 64 MB if neighbours have much in common, and 23 s instead of 25 s if they have not. So it gets a
 * sixty-fourth of the table's size, 8 MB at least, and never more than the server's own setting.
 *
 * <p>From PostgreSQL 18 on several processes collect (manual, 20.4.6), but PostgreSQL asks for 64 MB before it uses a
 * second one, unless the table says how many it wants ({@code parallel_workers}; manual, CREATE TABLE, Storage
 * Parameters). So the table does, in the transaction that builds the index, and no longer. That keeps every other index
 * build away from the table, so it is done only for an index that is the only one. It saves a tenth. What they collect
 * is sorted and merged before it goes into the index, in its order, so smaller trees are better still: a million
 * documents take 13.2 to 13.8 s with 1 MB in all, 14.0 to 14.2 s with 4 MB, 14.1 to 14.4 s with 8 MB, and more than 20
 * s with half a megabyte in all, since sorting gets dear. So they get a 256th of the table's size, and half a megabyte
 * for each process at least.
 *
 * @param table the table, quoted
 * @param concurrently whether it is built without stopping writers, outside of a transaction
 * @param processes how many there may be beside the one that builds; 0 before PostgreSQL 18
 * @param alone whether nothing else may be built beside it
 * @param kilobytes the memory it gets
 */
record GinBuild(String table, boolean concurrently, long processes, boolean alone, long kilobytes) {

    private static final String QUESTION = """
            SELECT current_setting('server_version_num')::int >= 180000 AS collects_in_parallel,
              current_setting('max_parallel_maintenance_workers')::int AS workers,
              coalesce(pg_table_size(%1$d), 0) / 1024 AS table_size,
              pg_size_bytes(current_setting('maintenance_work_mem')) / 1024 AS server_memory,
              EXISTS (SELECT FROM pg_class c, pg_options_to_table(c.reloptions)
                WHERE c.oid = %1$d AND option_name = 'parallel_workers') AS workers_set""";

    /** Asks what server and table are like, if one of the statements builds a GIN index. */
    static GinBuild of(TransactionalSession link, Target target, List<String> statements, boolean concurrently)
            throws SQLException {
        if (statements.stream().noneMatch(GinBuild::isGin)) {
            return new GinBuild(target.table(), concurrently, 0, false, 0);
        }
        Row row = link.query(QUESTION.formatted(target.projection().oid())).get(0);
        long processes = row.flag("collects_in_parallel") ? row.number("workers") : 0;
        boolean alone = processes > 0 && !concurrently && statements.size() == 1 && !row.flag("workers_set");
        long kilobytes = kilobytes(processes, alone, row.number("table_size"), row.number("server_memory"));
        return new GinBuild(target.table(), concurrently, processes, alone, kilobytes);
    }

    /**
     * The memory for a table of this size, on a server whose {@code maintenance_work_mem} is this; both in kilobytes.
     */
    static long kilobytes(long processes, boolean alone, long tableSize, long server) {
        if (alone) {
            return Math.min(server, Math.max(512 * (processes + 1), tableSize / 256));
        }
        // it may use several only with all that the server allows
        return processes > 0 ? server : Math.min(server, Math.max(8192, tableSize / 64));
    }

    /** What is to be executed before the index is built; nothing for other kinds of indexes. */
    String before(String statement) {
        if (!isGin(statement)) {
            return "";
        }
        return "SELECT set_config('maintenance_work_mem', '" + kilobytes + "kB', " + !concurrently + ");"
                + (alone ? "ALTER TABLE " + table + " SET (parallel_workers = " + processes + ");" : "");
    }

    /** What is to be executed after it, in the same transaction. */
    String after(String statement) {
        return alone && isGin(statement) ? "ALTER TABLE " + table + " RESET (parallel_workers);" : "";
    }

    private static boolean isGin(String statement) {
        return statement.contains(" USING gin ");
    }
}
