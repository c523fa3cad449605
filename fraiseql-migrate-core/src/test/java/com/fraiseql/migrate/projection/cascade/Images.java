// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What every entity gives, key by key, at one moment.
 *
 * @param contents by entity and key
 */
record Images(Map<String, Map<String, String>> contents) {

    static Images of(Database db, List<Entity> entities) throws SQLException {
        Map<String, Map<String, String>> contents = new HashMap<>();
        String sql = entities.stream().map(Images::query).collect(Collectors.joining(" UNION ALL "));
        for (List<String> row : db.rows(sql)) {
            contents.computeIfAbsent(Objects.requireNonNull(row.get(0)), entity -> new HashMap<>())
                    .put(Objects.requireNonNull(row.get(1)), String.valueOf(row.get(2)));
        }
        return new Images(contents);
    }

    private static String query(Entity entity) {
        Entity.Relations relations = entity.relations();
        String from = relations.view() != null ? relations.view() : relations.table();
        String key = entity.key().isEmpty()
                ? "'whole'"
                : entity.key().stream()
                        .map(column -> "coalesce(x." + column + "::text, '')")
                        .collect(Collectors.joining(" || '|' || "));
        return "SELECT '" + entity.name() + "', " + key + ", string_agg(md5(x::text), ',' ORDER BY md5(x::text)) FROM "
                + from + " x GROUP BY 1, 2";
    }

    /** The keys of an entity that give something else than before. */
    Set<String> changed(Images before, String entity) {
        Map<String, String> now = contents.getOrDefault(entity, Map.of());
        Map<String, String> then = before.contents.getOrDefault(entity, Map.of());
        Set<String> keys = new HashSet<>(now.keySet());
        keys.addAll(then.keySet());
        keys.removeIf(key -> Objects.equals(now.get(key), then.get(key)));
        return keys;
    }
}
