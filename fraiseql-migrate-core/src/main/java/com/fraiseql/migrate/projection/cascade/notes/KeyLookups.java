// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.notes;

import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.db.SqlState;
import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.projection.cascade.EntityChange;
import com.fraiseql.migrate.projection.cascade.KeyLookup;
import com.fraiseql.migrate.projection.cascade.KeyPlan;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From the notes of one poll to the keys that they concern. */
final class KeyLookups {

    /** The most keys of one entity that are named one by one. */
    private static final int MOST = 10_000;

    private final TransactionalSession session;
    private final Map<String, Integer> prepared;
    private final Map<KeyPlan, Set<List<String>>> keys = new LinkedHashMap<>();
    private final Set<KeyPlan> whole = new LinkedHashSet<>();

    /**
     * Creates it.
     *
     * @param prepared the statements that are prepared on the session, by their text; more are added
     */
    KeyLookups(TransactionalSession session, Map<String, Integer> prepared) {
        this.session = session;
        this.prepared = prepared;
    }

    /**
     * Adds what was noted of a table.
     *
     * @param bits which groups of columns have changed
     * @param rows the values of the table's columns
     */
    void add(NotedTable table, long bits, boolean everything, List<List<@Nullable String>> rows) throws SQLException {
        for (NotedTable.Use use : table.uses()) {
            if (!use.isConcerned(bits)) {
                continue;
            }
            boolean all = everything || use.source().everything() != null;
            for (KeyLookup lookup : use.source().lookups()) {
                all = all || !find(use.plan(), table, lookup, rows);
            }
            if (all) {
                whole.add(use.plan());
            }
        }
    }

    /** Whether the keys were found; if a lock or a change of the schema was in the way, every key is concerned. */
    private boolean find(KeyPlan plan, NotedTable table, KeyLookup lookup, List<List<@Nullable String>> rows)
            throws SQLException {
        if (whole.contains(plan)) {
            return true;
        }
        Set<List<String>> found = keys.computeIfAbsent(plan, p -> new LinkedHashSet<>());
        if (lookup.direct() && table.plain()) {
            List<Integer> places = places(table, lookup);
            for (List<@Nullable String> row : rows) {
                List<String> key = places.stream()
                        .map(row::get)
                        .filter(Objects::nonNull)
                        .map(Objects::requireNonNull)
                        .toList();
                if (key.size() == places.size()) {
                    found.add(key);
                }
            }
            return found.size() <= MOST;
        }
        try {
            for (Row row : session.query(execute(table, lookup, rows))) {
                List<String> key = new ArrayList<>();
                for (int i = 0; i < row.columns().size(); i++) {
                    key.add(row.text(i));
                }
                found.add(key);
            }
        } catch (SQLException e) {
            if (SqlState.connectionLost(e)) {
                throw e;
            }
            return false;
        }
        return found.size() <= MOST;
    }

    private String execute(NotedTable table, KeyLookup lookup, List<List<@Nullable String>> rows) throws SQLException {
        Integer number = prepared.get(lookup.sql());
        if (number == null) {
            number = prepared.size() + 1;
            session.execute("PREPARE fraiseql_cascade_" + number + " AS " + lookup.sql());
            prepared.put(lookup.sql(), number);
        }
        StringBuilder sql = new StringBuilder("EXECUTE fraiseql_cascade_" + number);
        List<Integer> places = places(table, lookup);
        for (int i = 0; i < places.size(); i++) {
            int place = places.get(i);
            sql.append(i == 0 ? "(" : ", ")
                    .append(array(rows.stream().map(row -> row.get(place))))
                    .append("::")
                    .append(lookup.types().get(i))
                    .append("[]");
        }
        return sql.append(")").toString();
    }

    private static List<Integer> places(NotedTable table, KeyLookup lookup) {
        return lookup.columns().stream().map(table.columns()::indexOf).toList();
    }

    /** One constant: an expression of thousands would be parsed one by one. */
    private static String array(Stream<@Nullable String> values) {
        return Sql.literal(values.map(value -> value == null
                                ? "NULL"
                                : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                        .collect(Collectors.joining(",", "{", "}")))
                + "::pg_catalog.text[]";
    }

    List<EntityChange> changes() {
        List<EntityChange> changes = new ArrayList<>();
        whole.forEach(plan -> changes.add(new EntityChange(plan.entity(), plan.keyTypes(), Set.of(), true)));
        keys.forEach((plan, found) -> {
            if (!whole.contains(plan) && !found.isEmpty()) {
                changes.add(new EntityChange(plan.entity(), plan.keyTypes(), found, false));
            }
        });
        return changes;
    }
}
