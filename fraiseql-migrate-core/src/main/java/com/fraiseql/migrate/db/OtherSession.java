// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.db;

/**
 * Another session that a run waits for, in words: the one place that decides what is shown of it, and that its query's
 * secrets are masked.
 */
public final class OtherSession {

    /**
     * What {@link #inWords} reads, of {@code pg_stat_activity a} joined by the process ID {@code pid}; for
     * {@link String#formatted}.
     */
    private static final String COLUMNS = """
            %s AS pid, COALESCE(NULLIF(a.application_name, ''), 'unnamed') AS application,
             COALESCE(a.usename, 'unknown') AS usename, COALESCE(a.state, a.backend_type, 'unknown') AS state,
             (extract(epoch FROM pg_catalog.clock_timestamp() - a.xact_start))::bigint AS age,
             pg_catalog.left(COALESCE(a.query, ''), 1000) AS query,
             a.pid IS NOT NULL AND a.usesysid IS NULL AS autovacuum""";

    private OtherSession() {}

    /**
     * The columns for a SELECT.
     *
     * @param pid the SQL expression of its process ID; {@code pg_stat_activity} is {@code a}
     */
    public static String columns(String pid) {
        return COLUMNS.formatted(pid);
    }

    /** A row with {@link #columns}, in words. */
    public static String inWords(Row row) {
        String pid = row.textOrNull("pid");
        if (pid == null || pid.equals("0")) {
            return "a prepared transaction (see pg_prepared_xacts)";
        }
        String age = row.textOrNull("age") == null ? "" : ", transaction open for " + row.textOrNull("age") + " s";
        // a server process without a role, or a session that this role may not see into
        String actor = row.flag("autovacuum")
                ? "autovacuum"
                : row.textOrNull("application") + ", user " + row.textOrNull("usename") + ", "
                        + row.textOrNull("state");
        return "pid " + pid + " (" + actor + age + "): " + ShownQuery.of(row.textOrNull("query"));
    }
}
