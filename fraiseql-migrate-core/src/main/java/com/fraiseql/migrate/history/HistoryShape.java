// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.history;

import com.fraiseql.migrate.db.Reply;
import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What there is of the tables, and what is to be done before this release writes to them.
 *
 * <ol>
 *   <li>{@link #question} is asked under the mutex, together with the history.
 *   <li>{@link #upgrade} creates the tables that are missing and adds the columns that are ({@link GrowingTable}).
 *   <li>Defaults and identities that a copy of the tables has lost are restored.
 *   <li>The CHECK of {@code state} is replaced where it forbids a state that this release writes; states that only it
 *       knows stay allowed.
 * </ol>
 */
public final class HistoryShape {

    private static final Pattern LISTED = Pattern.compile("'((?:[^']|'')*)'::text");

    private final HistoryTable table;
    private final Set<String> history = new HashSet<>();
    private final Set<String> log = new HashSet<>();
    private final Set<String> bareOnHistory = new HashSet<>();
    private final Set<String> bareOnLog = new HashSet<>();
    private final List<String> lacksOnHistory = new ArrayList<>();
    private final List<String> lacksOnLog = new ArrayList<>();
    private @Nullable String checkName;
    private @Nullable String checkDefinition;
    private boolean versionIsText = true;

    private HistoryShape(HistoryTable table) {
        this.table = table;
    }

    /** One statement. */
    public static String question(HistoryTable table) {
        return """
            WITH ours (part, oid) AS (VALUES ('history', %s), ('log', %s))
             SELECT part, a.attname, y.typcategory::pg_catalog.text
              FROM ours JOIN pg_catalog.pg_attribute a ON a.attrelid = ours.oid AND a.attnum > 0 AND NOT a.attisdropped
              JOIN pg_catalog.pg_type y ON y.oid = a.atttypid
             UNION ALL SELECT 'check', c.conname, pg_catalog.pg_get_constraintdef(c.oid)
              FROM ours JOIN pg_catalog.pg_constraint c ON c.conrelid = ours.oid AND c.contype = 'c'
              JOIN pg_catalog.pg_attribute a ON a.attrelid = ours.oid AND a.attname = 'state'
               AND c.conkey = ARRAY[a.attnum]
              WHERE part = 'history'
             UNION ALL SELECT 'bare ' || part, a.attname, ''
              FROM ours JOIN pg_catalog.pg_attribute a ON a.attrelid = ours.oid AND a.attnum > 0 AND NOT a.attisdropped
              WHERE NOT a.atthasdef AND a.attidentity = ''
             UNION ALL SELECT 'no ' || part, p, ''
              FROM ours CROSS JOIN pg_catalog.unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) p (p)
              WHERE (part = 'history' OR p IN ('SELECT', 'INSERT'))
               AND NOT CASE WHEN p = 'DELETE' THEN pg_catalog.has_table_privilege(ours.oid, p)
                ELSE pg_catalog.has_any_column_privilege(ours.oid, p) \
            END""".formatted(place(table.schema(), table.name()), place(table.schema(), table.logName()));
    }

    /** The table's oid, or NULL. */
    private static String place(String schema, String name) {
        return """
            (SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              WHERE n.nspname = %s AND c.relname = %s)""".formatted(Sql.literal(schema), Sql.literal(name));
    }

    /** Reads the answer to {@link #question}, which is statement {@code at} of the reply. */
    public static HistoryShape of(HistoryTable table, Reply reply, int at) {
        HistoryShape shape = new HistoryShape(table);
        for (Row row : reply.rows(at)) {
            shape.add(row.text(0), row.text(1), row.text(2));
        }
        return shape;
    }

    private void add(String part, String name, String what) {
        switch (part) {
            case "history" -> {
                history.add(name);
                if (name.equals("version")) {
                    versionIsText = what.equals("S");
                }
            }
            case "log" -> log.add(name);
            case "bare history" -> bareOnHistory.add(name);
            case "bare log" -> bareOnLog.add(name);
            case "no history" -> lacksOnHistory.add(name);
            case "no log" -> lacksOnLog.add(name);
            default -> {
                checkName = name;
                checkDefinition = what;
            }
        }
    }

    /**
     * What is to be done before this release writes, one statement each; for a transaction of their own, under the
     * mutex.
     *
     * @param user who is going to write
     * @throws MigrateException FOREIGN_HISTORY_TABLE if that table is something else, INSUFFICIENT_PRIVILEGE if the
     *     user may not write
     */
    public List<String> upgrade(String user) {
        if (!lacksOnHistory.isEmpty() || !lacksOnLog.isEmpty()) {
            throw new HistoryRights(table, user).lacks(lacksOnHistory, lacksOnLog);
        }
        List<String> statements = new ArrayList<>();
        if (history.isEmpty()) {
            statements.add(table.history().createSql());
        } else {
            if (!history.contains("version") || !versionIsText) {
                throw foreign(table.display());
            }
            table.history().growSql(history).ifPresent(statements::add);
            statements.addAll(table.history().defaultsSql(bareOnHistory));
            addCheck(statements);
        }
        if (log.isEmpty()) {
            statements.add(table.log().createSql());
        } else {
            table.log().growSql(log).ifPresent(statements::add);
            statements.addAll(table.log().defaultsSql(bareOnLog));
        }
        return statements;
    }

    /**
     * One statement for each table that was there before: its identity column goes on after its highest value. A copy
     * by logical replication or by a tool has the rows, and a sequence that begins at 1.
     */
    public List<String> sequences() {
        List<String> statements = new ArrayList<>();
        if (!history.isEmpty()) {
            statements.addAll(table.history().sequenceSql());
        }
        if (!log.isEmpty()) {
            statements.addAll(table.log().sequenceSql());
        }
        return statements;
    }

    /** Whether the history table is there. */
    public boolean exists() {
        return !history.isEmpty();
    }

    private void addCheck(List<String> statements) {
        if (checkName == null || checkDefinition == null) {
            return;
        }
        Set<String> allowed = new LinkedHashSet<>();
        Matcher listed = LISTED.matcher(checkDefinition);
        while (listed.find()) {
            allowed.add(listed.group(1));
        }
        // a CHECK that the table was not created with is the operator's own, and is left alone
        if (allowed.contains("applied")
                && allowed.contains("incomplete")
                && !allowed.containsAll(HistoryTable.STATES)) {
            allowed.addAll(HistoryTable.STATES);
            statements.add("ALTER TABLE " + table.qualified() + " DROP CONSTRAINT " + Sql.name(checkName)
                    + ", ADD CONSTRAINT " + Sql.name(checkName) + " "
                    + HistoryTable.stateCheck(List.copyOf(allowed)));
        }
    }

    static MigrateException foreign(String display) {
        return new MigrateException(
                FailureCode.FOREIGN_HISTORY_TABLE,
                "The table " + display + " is there, but it is not a history table of this software: it has no column"
                        + " version of type text.",
                "Give another table name with --table (fraiseql.migrate.table), or rename that table.");
    }
}
