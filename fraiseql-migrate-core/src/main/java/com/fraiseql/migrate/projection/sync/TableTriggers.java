// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.sync;

import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.sync.SyncState.Phase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The triggers and rules of a table that may suppress or change what a sync writes to it.
 *
 * <ol>
 *   <li>A row-level {@code BEFORE} trigger may return another row, or none (manual, 37.1); any other trigger counts if
 *       its function mentions the table. Those of partitions count too.
 *   <li>Where there is one, nothing that was written is believed: a load is followed by a comparison, and a comparison
 *       that has written something by another one ({@link Ranges}). Rows that still differ are a failure that names the
 *       triggers.
 *   <li>A rule rewrites the statement (manual, 39.4). PostgreSQL accepts none where rows are compared and written in
 *       one statement, so the rule is named before anything is written.
 * </ol>
 *
 * @param triggers each with its events and its function, as shown
 * @param onInsert whether one of them fires on {@code INSERT}
 * @param rules the rules on {@code INSERT}, {@code UPDATE} and {@code DELETE}
 */
record TableTriggers(List<String> triggers, boolean onInsert, List<Rule> rules) {

    private static final String QUESTION = """
            WITH parts AS (SELECT %1$d::oid AS oid UNION SELECT relid FROM pg_partition_tree(%1$d::oid::regclass))
            SELECT DISTINCT 'trigger', t.tgname || ' (' || CASE WHEN t.tgtype & 2 <> 0 THEN 'BEFORE ' ELSE 'AFTER ' END
                || concat_ws(' OR ', CASE WHEN t.tgtype & 4 <> 0 THEN 'INSERT' END, CASE WHEN t.tgtype & 16 <> 0 THEN
                'UPDATE' END,
                  CASE WHEN t.tgtype & 8 <> 0 THEN 'DELETE' END)
                || ', function ' || n.nspname || '.' || f.proname || ')', t.tgtype & 4 <> 0
            FROM parts JOIN pg_trigger t ON t.tgrelid = parts.oid
            JOIN pg_proc f ON f.oid = t.tgfoid JOIN pg_namespace n ON n.oid = f.pronamespace
            WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' AND t.tgtype & 28 <> 0
              AND (t.tgtype & 3 = 3 OR strpos(lower(f.prosrc), lower(%2$s)) > 0)
            UNION ALL
            SELECT 'rule', r.rulename || ' (ON ' || CASE r.ev_type WHEN '2' THEN 'UPDATE' WHEN '3' THEN 'INSERT' ELSE
            'DELETE' END
                || CASE WHEN r.is_instead THEN ' DO INSTEAD)' ELSE ' DO ALSO)' END, r.ev_type = '3' AND r.is_instead
            FROM pg_rewrite r WHERE r.ev_class = %1$d AND r.ev_type <> '1' AND r.ev_enabled <> 'D'
            ORDER BY 1, 2""";

    /**
     * A rule.
     *
     * @param name with its event, as shown
     * @param insteadOfInsert whether it does something instead of an {@code INSERT}
     */
    record Rule(String name, boolean insteadOfInsert) {}

    static TableTriggers find(Link link, Target target) throws SQLException {
        List<String> triggers = new ArrayList<>();
        List<Rule> rules = new ArrayList<>();
        boolean onInsert = false;
        for (Row row : link.query(QUESTION.formatted(
                target.projection().oid(), Sql.literal(target.projection().table())))) {
            String name = row.text(1);
            if ("rule".equals(row.textOrNull(0))) {
                rules.add(new Rule(name, row.flag(2)));
            } else {
                triggers.add(name);
                onInsert |= row.flag(2);
            }
        }
        return new TableTriggers(triggers, onInsert, rules);
    }

    boolean isEmpty() {
        return triggers.isEmpty();
    }

    /** Refuses a table whose rules do not let a phase write. */
    void requireNoRule(Phase phase, Target target) {
        for (Rule rule : rules) {
            if (!phase.load() || rule.insteadOfInsert()) {
                throw new MigrateException(
                        FailureCode.SYNC_FAILED,
                        target.name() + " has the rule " + rule.name()
                                + ", which rewrites the statements of a sync, so its rows cannot be made equal to "
                                + "those of "
                                + target.sourceName() + ".",
                        "Drop the rule, or fill the table with an InitialSync bean, or leave it out "
                                + "(fraiseql.migrate.sync.exclude), then sync again.");
            }
        }
    }

    /** Rows that were written, more than once, and still differ from the source's. */
    MigrateException failure(Target target, Collection<String> keys) {
        boolean one = triggers.size() == 1;
        return new MigrateException(
                FailureCode.SYNC_FAILED,
                "Rows of " + target.name() + " still differ from those of " + target.sourceName()
                        + " after they were written, for instance where "
                        + target.key().name() + " is "
                        + String.join(", ", keys)
                        + (one
                                ? ": the trigger " + triggers.get(0) + " suppresses or changes what is written."
                                : ": one of these triggers suppresses or changes what is written: "
                                        + String.join(", ", triggers) + "."),
                "Let the trigger return each row as it is, or drop it, or let " + target.sourceName()
                        + " give what the trigger makes of a row, or leave the table out "
                        + "(fraiseql.migrate.sync.exclude), then sync again. "
                        + SyncFailures.RESUMES);
    }
}
