// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.history;

import com.fraiseql.migrate.db.Reply;
import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Session;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.source.LocalMigration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks whether another schema of the database has the history of these migrations, when no schema is configured and
 * the history that the session sees has none of them.
 *
 * <p>A schema that a migration has created, another role, or another {@code search_path} lead a session to another
 * history, and all migrations would run once more. A history knows a migration if it has its version with the same
 * checksum, or with none, or unfinished. A version of the same name with another checksum is another service's:
 * {@code 001_init} is a name that many give.
 *
 * <p>It is asked when a database is migrated for the first time, and after that only if something has gone astray.
 */
public final class HistorySearch {

    private final Session session;
    private final History seen;

    public HistorySearch(Session session, History seen) {
        this.session = session;
        this.seen = seen;
    }

    /**
     * What was found.
     *
     * @param problem why the history that the session sees is not to be written to
     * @param unreadable tables that may be a history of anything, since this user may not read them
     */
    public record Result(Optional<MigrateException> problem, List<HistoryTable> unreadable) {

        public static final Result NOTHING = new Result(Optional.empty(), List.of());

        public Result {
            unreadable = List.copyOf(unreadable);
        }
    }

    /** Whether the history that the session sees has any of these. */
    public static boolean knowsAny(History history, List<LocalMigration> local) {
        Map<String, LocalMigration> byVersion = byVersion(local);
        return history.rows().stream().anyMatch(row -> byVersion.containsKey(row.version()));
    }

    public Result among(List<LocalMigration> local) {
        if (local.isEmpty() || knowsAny(seen, local)) {
            return Result.NOTHING;
        }
        Reply reply = session.query(candidates());
        if (reply.error() != null) {
            return Result.NOTHING;
        }
        Map<String, LocalMigration> byVersion = byVersion(local);
        List<HistoryTable> unreadable = new ArrayList<>();
        for (Row row : reply.rows(0)) {
            HistoryTable other =
                    new HistoryTable(row.text("schema"), seen.table().name());
            boolean mayRead = row.flag("readable");
            Optional<List<String>> known = mayRead ? known(other, byVersion) : Optional.empty();
            if (known.isEmpty()) {
                if (row.flag("named")) {
                    return new Result(Optional.of(hidden(other)), unreadable);
                }
                unreadable.add(other);
            } else if (!known.get().isEmpty()) {
                return new Result(Optional.of(elsewhere(other, known.get())), unreadable);
            }
        }
        return new Result(Optional.empty(), unreadable);
    }

    private static Map<String, LocalMigration> byVersion(List<LocalMigration> local) {
        Map<String, LocalMigration> byVersion = new HashMap<>();
        local.forEach(migration -> byVersion.put(migration.version(), migration));
        return byVersion;
    }

    /** Schemas that have such a table; whether it may be read; whether the search_path names the schema. */
    private String candidates() {
        return """
            SELECT n.nspname AS schema, pg_catalog.has_schema_privilege(n.oid, 'USAGE')
              AND pg_catalog.has_table_privilege(c.oid, 'SELECT') AS readable,
              n.nspname::pg_catalog.text IN (SELECT CASE s WHEN '$user' THEN current_user::pg_catalog.text ELSE s END
               FROM pg_catalog.regexp_split_to_table(pg_catalog.current_setting('search_path'), ',') p (p),
               pg_catalog.btrim(p, ' "') s) AS named
             FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attname = 'version' AND NOT a.attisdropped
             JOIN pg_catalog.pg_type y ON y.oid = a.atttypid AND y.typcategory = 'S'
             WHERE c.relname = %s AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname <> %s
              AND n.nspname NOT LIKE 'pg\\_%%'
             ORDER BY 1""".formatted(
                Sql.literal(seen.table().name()), Sql.literal(seen.table().schema()));
    }

    /** Which of the migrations it knows, or empty if it cannot be read. */
    private Optional<List<String>> known(HistoryTable other, Map<String, LocalMigration> byVersion) {
        Reply reply = session.query(HistoryReader.SEE_ALL_ROWS + ";SELECT t.* FROM "
                + other.history().readable("version, state, checksum, rank")
                + " ORDER BY t.rank NULLS FIRST, t.version");
        if (reply.error() != null) {
            return Optional.empty();
        }
        List<String> known = new ArrayList<>();
        for (Row row : reply.rows(1)) {
            String recorded = row.textOrNull("version");
            String version = recorded == null ? "" : recorded;
            LocalMigration migration = byVersion.get(FileNames.isOne(version) ? FileNames.version(version) : version);
            String checksum = row.textOrNull("checksum");
            if (migration != null
                    && (!"applied".equals(row.textOrNull("state"))
                            || checksum == null
                            || migration.checksum().equals(checksum))) {
                known.add(migration.version());
            }
        }
        return Optional.of(known);
    }

    private MigrateException elsewhere(HistoryTable other, List<String> known) {
        String here = seen.table().display();
        return MigrateException.builder(
                        FailureCode.HISTORY_ELSEWHERE,
                        (seen.exists()
                                        ? "The history that this session sees, " + here
                                                + ", has none of these migrations, but "
                                        : "This session sees no history (a new one would be " + here + "), but ")
                                + other.display() + " in the same database has " + known.size()
                                + " of these migrations, the last "
                                + known.get(known.size() - 1) + ".",
                        "Set the schema (fraiseql.migrate.schema, --schema) to " + other.schema()
                                + " to go on with that history, or to "
                                + seen.table().schema()
                                + " if the migrations are to run there once more, with a history of their own.")
                .detail("  user " + seen.user() + ", search_path " + seen.searchPath())
                .build();
    }

    private MigrateException hidden(HistoryTable other) {
        return MigrateException.builder(
                        FailureCode.INSUFFICIENT_PRIVILEGE,
                        "User " + seen.user() + " may not read " + other.display()
                                + ", in a schema that the search_path names, so what has been applied cannot be told.",
                        "GRANT USAGE ON SCHEMA " + Sql.name(other.schema()) + " TO " + Sql.name(seen.user())
                                + "; GRANT SELECT ON "
                                + other.qualified() + " TO " + Sql.name(seen.user())
                                + "; or set the schema (fraiseql.migrate.schema, --schema) to that of the history "
                                + "that is "
                                + "to be used.")
                .detail("  search_path " + seen.searchPath())
                .build();
    }
}
