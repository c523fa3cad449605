// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.run;

import com.fraiseql.migrate.db.ClientCheck;
import com.fraiseql.migrate.db.Reply;
import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.db.TimeZoneName;
import com.fraiseql.migrate.script.Statement;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.Settings.Setting;
import com.fraiseql.migrate.sql.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps the settings of one file from reaching the next file, the engine's bookkeeping, or the application that uses
 * the connection afterwards.
 *
 * <ol>
 *   <li>When a run begins, what the pool has set in this session ({@code source = 'session'}) and its role are read.
 *   <li>After a file that may have changed the session, everything is reset and then set to what was read. Only plain
 *       DDL is trusted not to change it: any statement that calls functions may change anything.
 *   <li>At the end of the run the same is done, without the run's own settings.
 * </ol>
 */
public final class SessionState {

    /** Two statements, sent before the run sets anything. */
    public static final String QUESTION = """
            SELECT name, setting FROM pg_catalog.pg_settings WHERE source = 'session' AND name NOT LIKE 'transaction%';
            SELECT pg_catalog.current_setting('role'), COALESCE(pg_catalog.current_setting('application_name', true),
            '')""";

    private static final String DRIVER_DEFAULT_NAME = "PostgreSQL JDBC Driver";
    private static final Set<String> PLAIN = Set.of("CREATE", "ALTER", "DROP", "COMMENT", "GRANT", "REVOKE");

    private final Map<String, String> settings;
    private final String role;
    private final String applicationName;
    private final TimeZoneName timeZone;
    private boolean touched;

    private SessionState(Map<String, String> settings, String role, String applicationName, TimeZoneName timeZone) {
        this.settings = settings;
        this.role = role;
        this.applicationName = applicationName;
        this.timeZone = timeZone;
    }

    /**
     * Reads the answers to {@link #QUESTION}, which start at statement {@code at} of the reply.
     *
     * @param timeZone the zone that the run sets
     */
    public static SessionState of(Reply reply, int at, TimeZoneName timeZone) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (Row row : reply.rows(at)) {
            settings.put(row.text(0), row.textOrNull(1) == null ? "" : row.textOrNull(1));
        }
        Row names = reply.rows(at + 1).get(0);
        return new SessionState(settings, names.text(0), names.text(1), timeZone);
    }

    /** The time zone that the run gives the session. */
    public TimeZoneName timeZone() {
        return timeZone;
    }

    /**
     * What a run sets for itself, one statement each: a name to be seen by; keepalives, so that no firewall drops a
     * silent connection; the time zone, which the driver has set to the JVM's; and a check of the client, so that the
     * statement of a killed migrator ends.
     */
    public List<String> begin() {
        return List.of("SELECT " + own(), ClientCheck.every(Duration.ofSeconds(5), false));
    }

    private String own() {
        String name = applicationName.isEmpty() || applicationName.equals(DRIVER_DEFAULT_NAME)
                ? "fraiseql-migrate"
                : "fraiseql-migrate " + applicationName;
        return String.join(
                ", ",
                setConfig("application_name", name),
                setConfig("tcp_keepalives_idle", "60"),
                setConfig("TimeZone", timeZone.name()),
                // the files are split by the rules of the standard, which a server may have switched off
                setConfig("standard_conforming_strings", "on"));
    }

    /**
     * What the run sets again after a statement that has reset it to the driver's value: otherwise the rest of the file
     * would run in the JVM's time zone.
     */
    public Optional<String> after(Statement statement) {
        String word = Words.first(statement.text());
        if ((!word.equals("SET") && !word.equals("RESET"))
                || !(statement.command() instanceof Command.SetParameter set)) {
            return Optional.empty();
        }
        for (Setting setting : set.settings()) {
            if (word.equals("RESET")
                    && (setting.name().equals("*") || setting.name().equals("timezone"))) {
                return Optional.of("SELECT " + own());
            }
            if (setting.name().equals("timezone") && isDefault(setting)) {
                return Optional.of("SELECT pg_catalog.set_config('TimeZone', " + Sql.literal(timeZone.name()) + ", "
                        + setting.local() + ")");
            }
        }
        return Optional.empty();
    }

    /** DEFAULT, or LOCAL, which is the same after TIME ZONE. */
    private static boolean isDefault(Setting zone) {
        return zone.values() == null
                || (zone.token().is("TIME") && zone.values().equals(List.of("local")));
    }

    /** Called before each statement is sent. */
    void touchedBy(Statement statement) {
        touched = touched || !isPlain(statement.text());
    }

    public void touchedBySettings() {
        touched = true;
    }

    /** Whether what has been sent since the last reset may have changed the session. */
    boolean touched() {
        return touched;
    }

    /** Whether it is DDL that calls no function. */
    public static boolean isPlain(String sql) {
        return PLAIN.contains(Words.first(sql))
                && !Words.mention(sql, "TEMP", "TEMPORARY", "SELECT", "EXECUTE")
                && Words.of(sql).stream().noneMatch(SessionState::isTemporarySchema);
    }

    /** {@code pg_temp}, or the schema with a number that it stands for. */
    private static boolean isTemporarySchema(String word) {
        return word.toLowerCase(Locale.ROOT).startsWith("pg_temp");
    }

    /** After a file, one statement each; nothing if the session cannot have changed. */
    public List<String> betweenFiles() {
        if (!touched) {
            return List.of();
        }
        List<String> statements = new ArrayList<>(asFound());
        statements.addAll(begin());
        return statements;
    }

    /** Called when {@link #betweenFiles} has been executed. */
    public void clean() {
        touched = false;
    }

    /** At the end of a run, one statement each. */
    public List<String> asFound() {
        List<String> statements = new ArrayList<>(List.of("RESET SESSION AUTHORIZATION", "RESET ALL"));
        if (!settings.isEmpty()) {
            List<String> calls = new ArrayList<>();
            settings.forEach((name, value) -> calls.add(setConfig(name, value)));
            statements.add("SELECT " + String.join(", ", calls));
        }
        if (!role.equals("none")) {
            statements.add("SET ROLE " + Sql.name(role));
        }
        statements.addAll(List.of("CLOSE ALL", "UNLISTEN *", "DEALLOCATE ALL", "DISCARD TEMP"));
        return statements;
    }

    /**
     * Restores the session's original role within a transaction, so that bookkeeping is never written under a role that
     * the script assumed.
     */
    public List<String> ownIdentity() {
        return touched
                ? List.of(
                        "SET LOCAL SESSION AUTHORIZATION DEFAULT",
                        "SET LOCAL ROLE " + (role.equals("none") ? "NONE" : Sql.name(role)))
                : List.of();
    }

    private static String setConfig(String name, String value) {
        return "pg_catalog.set_config(" + Sql.literal(name) + ", " + Sql.literal(value) + ", false)";
    }
}
