// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.session;

import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.history.HistoryWriter;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The statements with which {@link SessionSnapshot} reads and changes the session. The state that was read last is in a
 * setting of the engine's own, as JSON: {@code settings} that differ from what the session began with, {@code lost} for
 * what cannot be restored, {@code open} and {@code undo} for what is to be decided after the COMMIT.
 */
final class SnapshotSql {

    /** The setting that holds the whole state, also what is not recorded. */
    static final String WHOLE = "fraiseql.session";

    /** Names of settings whose values are not recorded. */
    static final String SECRET = "password|passwd|passphrase|secret|token|credential|private|jwt|(^|[._])(api_?)?key";

    private static final String OF_THE_SESSION = "s.source = 'session' AND s.name NOT IN ('transaction_isolation',"
            + " 'transaction_read_only', 'transaction_deferrable', 'client_connection_check_interval')";
    private static final String IDENTITY = "VALUES ('role', pg_catalog.current_setting('role')),"
            + " ('session_authorization', pg_catalog.current_setting('session_authorization'))";

    private static final String BEFORE = "COALESCE(NULLIF(pg_catalog.current_setting('" + WHOLE
            + "', true), ''), '{\"settings\": {}, \"lost\": {}}')::pg_catalog.jsonb";

    /**
     * Something is to be done after the COMMIT: values differ, or some are borrowed from a transaction that the engine
     * has cut.
     */
    private static final String PENDING =
            " WHERE COALESCE(" + BEFORE + " -> 'open', " + BEFORE + " -> 'undo') IS NOT NULL";

    private static final String OPEN = """
            CASE WHEN now.settings <> before.d -> 'settings' OR now.lost <> before.d -> 'lost' THEN \
            pg_catalog.jsonb_build_object('open',
              (SELECT COALESCE(pg_catalog.jsonb_agg(k), '[]') FROM pg_catalog.jsonb_object_keys(now.settings || \
            (before.d -> 'settings')) k
                WHERE now.settings -> k IS DISTINCT FROM before.d -> 'settings' -> k)) ELSE '{}' END""";

    private static final String IDENTITY_LAST =
            "ORDER BY CASE %1$s WHEN 'session_authorization' THEN 1 WHEN 'role' THEN 2 ELSE 0 END, %1$s";

    /** What ends with the session and cannot be restored: names by kind. */
    private static final String LOST = """
            (SELECT COALESCE(pg_catalog.jsonb_object_agg(kind, names), '{}') FROM (
              SELECT kind, pg_catalog.jsonb_agg(name ORDER BY name) AS names FROM (
                SELECT 'temporary table' AS kind, relname::text AS name FROM pg_catalog.pg_class
                 WHERE pg_catalog.pg_my_temp_schema() <> 0 AND relnamespace = pg_catalog.pg_my_temp_schema() AND \
            relkind IN ('r', 'p', 'v', 'S', 'f')
                UNION ALL SELECT 'temporary function', proname::text FROM pg_catalog.pg_proc
                 WHERE pg_catalog.pg_my_temp_schema() <> 0 AND pronamespace = pg_catalog.pg_my_temp_schema()
                UNION ALL SELECT 'prepared statement', name FROM pg_catalog.pg_prepared_statements WHERE from_sql
                UNION ALL SELECT 'cursor', name FROM pg_catalog.pg_cursors WHERE is_holdable) AS things GROUP BY \
            kind) AS kinds)""";

    private final Collection<String> names;
    private final String begun;

    /**
     * @param begun the settings that the session began with
     * @param names what else may have been set; it may grow
     */
    SnapshotSql(Map<String, String> begun, Collection<String> names) {
        this.names = names;
        this.begun = "pg_catalog.jsonb_object(" + Sql.array(List.copyOf(begun.keySet())) + ", "
                + Sql.array(List.copyOf(begun.values())) + ")";
    }

    /** The settings of a session as it is before a script, by name. */
    static String beginning() {
        return "SELECT s.name, s.setting FROM pg_catalog.pg_settings s WHERE " + OF_THE_SESSION + " OR "
                + SessionTimeouts.NAMES + " UNION ALL " + IDENTITY;
    }

    /**
     * Leaves the state in {@link HistoryWriter#SESSION_SETTING}, for the record of the unit.
     *
     * @param ownLockTimeout whether the {@code lock_timeout} that holds is the engine's
     * @param certain whether nothing can have been set for this transaction only
     */
    String take(boolean ownLockTimeout, boolean certain) {
        return read(ownLockTimeout, certain ? "'{}'" : OPEN, "");
    }

    /** After a COMMIT: what was set for the transaction only is carried on or ends, and the rest is read again. */
    List<String> endOfTransaction(boolean carriesOn) {
        return List.of(carriesOn ? carry() : takeBack(), read(false, "'{}'", PENDING));
    }

    /**
     * Restores a recorded state, one statement each.
     *
     * @param state as the row has it
     */
    static List<String> restore(String state) {
        String json = Sql.literal(state) + "::pg_catalog.jsonb";
        return List.of(
                "SELECT pg_catalog.set_config('" + WHOLE + "', s, false), pg_catalog.set_config('"
                        + HistoryWriter.SESSION_SETTING + "', s, false) FROM (SELECT (" + json
                        + " - 'open')::text AS s) AS state",
                "SELECT pg_catalog.set_config(key, value, false) FROM (SELECT key, value FROM "
                        + "pg_catalog.jsonb_each_text("
                        + json + " -> 'settings') " + IDENTITY_LAST.formatted("key") + ") AS s");
    }

    private String read(boolean ownLockTimeout, String open, String where) {
        return """
            SELECT pg_catalog.set_config('%1$s', d::text, false), pg_catalog.set_config('%2$s', (
              d || pg_catalog.jsonb_build_object(
               'settings', (SELECT COALESCE(pg_catalog.jsonb_object_agg(key, value), '{}') FROM
               pg_catalog.jsonb_each(d -> 'settings')
                 WHERE key !~* '%3$s'),
               'withheld', (SELECT COALESCE(pg_catalog.jsonb_agg(key), '[]') FROM pg_catalog.jsonb_each_text(d ->
               'settings')
                 WHERE key ~* '%3$s' AND value <> '')))::text, false)
             FROM (SELECT pg_catalog.jsonb_build_object('settings', now.settings, 'lost', now.lost) || %4$s
                || CASE WHEN before.d -> 'undo' IS NULL THEN '{}' ELSE pg_catalog.jsonb_build_object('undo', before.d
                -> 'undo') END AS d
               FROM (SELECT %5$s AS settings, %6$s AS lost) AS now, (SELECT %7$s AS d) AS before OFFSET 0) AS
               taken%8$s""".formatted(
                WHOLE, HistoryWriter.SESSION_SETTING, SECRET, open, settings(ownLockTimeout), LOST, BEFORE, where);
    }

    /**
     * What differs from what the session began with. Values are compared, not where they come from: the engine restores
     * the timeouts after a standalone statement, and what is reset may have the value that it had.
     */
    private String settings(boolean ownLockTimeout) {
        return """
            (WITH shown AS MATERIALIZED (SELECT name, setting, source FROM pg_catalog.pg_settings),
              known AS (SELECT pg_catalog.unnest(%1$s) AS name
                UNION SELECT pg_catalog.jsonb_object_keys(%2$s -> 'settings')
                UNION SELECT pg_catalog.lower(m[1]) FROM pg_catalog.pg_proc p,
                  pg_catalog.regexp_matches(p.prosrc, 'set_config\\s*\\(\\s*''([^'']+[.][^'']+)''', 'gi') m
                  WHERE p.oid >= 16384 AND p.prosrc ~~ '%%set_config%%'),
              now AS (SELECT s.name, s.setting FROM shown s WHERE %3$s
                UNION ALL SELECT name, pg_catalog.current_setting(name, true) FROM known
                  WHERE name ~~ '%%.%%' AND name !~~ 'fraiseql.%%' AND name NOT IN (SELECT name FROM shown)
                  AND pg_catalog.current_setting(name, true) IS NOT NULL
                UNION ALL %4$s)
              SELECT COALESCE(pg_catalog.jsonb_object_agg(COALESCE(n.name, b.key), COALESCE(n.setting, s.setting)), \
            '{}')
               FROM now n(name, setting) FULL JOIN pg_catalog.jsonb_each_text(%5$s) b ON b.key = n.name
               LEFT JOIN shown s ON n.name IS NULL AND s.name = b.key
               WHERE COALESCE(n.setting, s.setting) IS DISTINCT FROM b.value%6$s)""".formatted(
                        Sql.array(List.copyOf(names)),
                        BEFORE,
                        OF_THE_SESSION,
                        IDENTITY,
                        begun,
                        ownLockTimeout ? " AND COALESCE(n.name, b.key) <> 'lock_timeout'" : "");
    }

    /** A setting by its name: the value in a state, otherwise what the session began with. */
    private String valueIn(String settings) {
        return "CASE WHEN " + settings + " -> k IS NULL THEN " + begun + " ->> k ELSE " + settings + " ->> k END";
    }

    /**
     * What the transaction has set for itself is set for the session; {@code undo} keeps the earlier value and the new
     * one.
     */
    private String carry() {
        return """
            WITH o AS MATERIALIZED (SELECT %2$s AS d),
             n AS MATERIALIZED (SELECT %5$s AS s FROM o WHERE d -> 'open' IS NOT NULL),
             differ AS MATERIALIZED (SELECT * FROM (SELECT k, %3$s AS wanted, %4$s AS was
               FROM o, n, pg_catalog.jsonb_object_keys(n.s || (o.d -> 'settings')) k) AS both_values WHERE wanted IS
               DISTINCT FROM was),
             undo AS MATERIALIZED (SELECT pg_catalog.jsonb_object_agg(key, value) AS u FROM (
               SELECT key, value FROM o, pg_catalog.jsonb_each(o.d -> 'undo')
                WHERE key NOT IN (SELECT k FROM differ) AND value ->> 1 IS NOT DISTINCT FROM
                pg_catalog.current_setting(key, true)
               UNION ALL SELECT k, pg_catalog.jsonb_build_array(
                 CASE WHEN o.d -> 'undo' -> k ->> 1 = was THEN o.d -> 'undo' -> k ->> 0 ELSE was END, wanted) FROM o,
                 differ) AS all_of_them)
            SELECT pg_catalog.set_config('%1$s', (CASE WHEN u IS NULL THEN d - 'undo' ELSE d ||
            pg_catalog.jsonb_build_object('undo', u) END)::text, false),
             (SELECT pg_catalog.count(pg_catalog.set_config(k, wanted, false)) FROM (SELECT k, wanted FROM differ
             %6$s) AS carried)
             FROM o, undo WHERE d -> 'open' IS NOT NULL""".formatted(
                        WHOLE,
                        BEFORE,
                        valueIn("(o.d -> 'settings')"),
                        valueIn("n.s"),
                        settings(false),
                        IDENTITY_LAST.formatted("k"));
    }

    /**
     * Where the file itself ends the transaction, what was carried on ends, too, unless the file has set it for the
     * session meanwhile.
     */
    private static String takeBack() {
        return """
            SELECT pg_catalog.set_config('%1$s', (d - 'undo' || '{"open": []}')::text, false),
             (SELECT pg_catalog.count(pg_catalog.set_config(key, value ->> 0, false)) FROM (SELECT key, value FROM
             pg_catalog.jsonb_each(d -> 'undo')
               WHERE value ->> 1 IS NOT DISTINCT FROM pg_catalog.current_setting(key, true) %3$s) AS carried)
             FROM (SELECT %2$s AS d OFFSET 0) AS o WHERE d -> 'undo' IS NOT
             NULL""".formatted(WHOLE, BEFORE, IDENTITY_LAST.formatted("key"));
    }
}
