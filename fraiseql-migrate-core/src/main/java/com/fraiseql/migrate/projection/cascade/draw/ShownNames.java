// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.draw;

import com.fraiseql.migrate.projection.cascade.CascadeReport;
import com.fraiseql.migrate.projection.cascade.Entity;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Names as they are shown: without the schema where everything is in one. */
final class ShownNames {

    private final boolean oneSchema;

    ShownNames(CascadeReport report) {
        Set<String> schemas = new HashSet<>();
        report.tables().forEach(table -> schemas.add(schema(table.table())));
        for (Entity entity : report.entities()) {
            Entity.Relations made = entity.relations();
            Stream.of(made.table(), made.view(), made.readTable()).forEach(name -> add(name, schemas));
        }
        oneSchema = schemas.size() < 2;
    }

    private static void add(@Nullable String name, Set<String> schemas) {
        if (name != null) {
            schemas.add(schema(name));
        }
    }

    private static String schema(String name) {
        return name.substring(0, Math.max(0, name.indexOf('.')));
    }

    String of(String name) {
        return oneSchema ? name.substring(name.indexOf('.') + 1) : name;
    }
}
