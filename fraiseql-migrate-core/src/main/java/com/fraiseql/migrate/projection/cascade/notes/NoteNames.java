// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.notes;

import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.projection.ivm.write.Names;
import com.fraiseql.migrate.script.Sha256;

/**
 * The names of what is generated. All begin alike, and lie in one schema.
 *
 * @param schema the schema
 */
record NoteNames(String schema) {

    static final String PREFIX = "fraiseql_cascade_";
    static final String NOTE = PREFIX + "note";
    static final String CHANNEL = "fraiseql_cascade";

    private static final int SHOWN = 12;
    private static final int HASH = 8;

    String note() {
        return Sql.name(schema, NOTE);
    }

    String instance() {
        return Sql.name(schema, PREFIX + "instance");
    }

    /** Until when statements note what they change, in seconds since 1970. A sequence is read outside of snapshots. */
    String armed() {
        return Sql.name(schema, PREFIX + "armed");
    }

    /** Until when they wake those who listen. */
    String wake() {
        return Sql.name(schema, PREFIX + "wake");
    }

    /** The function that notes what a statement changes in a table. */
    static String collector(NotedTable table) {
        return function("on_", table);
    }

    /** The function that notes that everything may have changed in a table. */
    static String wholesale(NotedTable table) {
        return function("all_", table);
    }

    private static String function(String kind, NotedTable table) {
        String shown = table.table()
                .codePoints()
                .limit(SHOWN)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return Names.withHash(PREFIX + kind + shown, hash(table.schema(), table.table()));
    }

    /**
     * The name of a trigger.
     *
     * @param event i, u, d or t
     */
    static String trigger(char event, NotedTable table) {
        return PREFIX + event + "_" + hash(table.schema(), table.table());
    }

    private static String hash(String schema, String table) {
        return Sha256.of(schema.length() + "." + schema + "." + table).substring(0, HASH);
    }
}
