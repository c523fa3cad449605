// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.catalog;

import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.db.TransactionalSession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The triggers and rules of a table that may suppress or change what a sync writes to it.
 *
 * <ol>
 *   <li>A row-level {@code BEFORE} trigger may return another row, or none (manual, 37.1); any other trigger counts if
 *       its function mentions the table. Those of partitions count too.
 *   <li>Where there is one, nothing that was written is believed: a load is followed by a comparison, and a comparison
 *       that has written something by another one ({@code RangeWriter}). Rows that still differ are a failure that
 *       names the triggers.
 *   <li>A rule rewrites the statement (manual, 39.4). PostgreSQL accepts none where rows are compared and written in
 *       one statement, so the rule is named before anything is written.
 * </ol>
 *
 * @param triggers each with its events and its function, as shown
 * @param onInsert whether one of them fires on {@code INSERT}
 * @param rules the rules on {@code INSERT}, {@code UPDATE} and {@code DELETE}
 */
public record TableTriggers(List<String> triggers, boolean onInsert, List<Rule> rules) {

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
    public record Rule(String name, boolean insteadOfInsert) {}

    public static TableTriggers find(TransactionalSession link, Projection projection) throws SQLException {
        List<String> triggers = new ArrayList<>();
        List<Rule> rules = new ArrayList<>();
        boolean onInsert = false;
        for (Row row : link.query(QUESTION.formatted(projection.oid(), Sql.literal(projection.table())))) {
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

    public boolean isEmpty() {
        return triggers.isEmpty();
    }
}
