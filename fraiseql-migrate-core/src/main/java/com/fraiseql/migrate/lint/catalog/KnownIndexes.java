// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The indexes that the files create, by their names and by those of their tables: a history has thousands. */
final class KnownIndexes {

    private final Map<String, KnownIndex> byName = new HashMap<>();
    private final Map<String, List<KnownIndex>> byTable = new HashMap<>();

    @Nullable
    KnownIndex named(String name) {
        return byName.get(name);
    }

    /** Those of all tables of this name, in the order in which they were created. */
    List<KnownIndex> of(String table) {
        return byTable.getOrDefault(table, List.of());
    }

    void put(String name, KnownIndex index) {
        remove(name);
        byName.put(name, index);
        byTable.computeIfAbsent(index.table().name(), key -> new ArrayList<>()).add(index);
    }

    /** {@code null} if there was none. */
    @Nullable
    KnownIndex remove(String name) {
        KnownIndex index = byName.remove(name);
        if (index != null) {
            List<KnownIndex> ofTable = byTable.getOrDefault(index.table().name(), new ArrayList<>());
            ofTable.removeIf(index::equals);
        }
        return index;
    }

    void remove(KnownIndex index) {
        byName.values().removeIf(index::equals);
        byTable.getOrDefault(index.table().name(), new ArrayList<>()).removeIf(index::equals);
    }

    void replace(KnownIndex old, KnownIndex changed) {
        byName.replaceAll((name, index) -> index.equals(old) ? changed : index);
        byTable.getOrDefault(old.table().name(), new ArrayList<>())
                .replaceAll(index -> index.equals(old) ? changed : index);
    }

    void removeOf(String table) {
        List<KnownIndex> gone = byTable.remove(table);
        if (gone != null) {
            byName.values().removeIf(index -> index.table().name().equals(table));
        }
    }
}
