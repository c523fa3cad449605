// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.projection;

import com.fraiseql.migrate.lint.catalog.Catalog;
import com.fraiseql.migrate.lint.catalog.KnownTable;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.sql.QualifiedName;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which read tables a base table feeds, as far as the files tell: {@code tv_x} is made of {@code v_x}. */
final class ReadTables {

    private static final String READ = "tv_";

    private ReadTables() {}

    static boolean isReadTable(QualifiedName table) {
        return table.name().startsWith(READ);
    }

    /** The view of a read table. */
    static String viewOf(QualifiedName readTable) {
        return "v_" + readTable.name().substring(READ.length());
    }

    /** A read table whose view reads the table, directly or through other views; {@code null} if none is known. */
    static @Nullable QualifiedName fedBy(Step step, QualifiedName table) {
        for (KnownTable known : step.known().tables()) {
            QualifiedName name = known.name();
            if (isReadTable(name)
                    && !step.isNew(name)
                    && reads(step.known(), viewOf(name), table.name(), new HashSet<>())) {
                return name;
            }
        }
        return null;
    }

    private static boolean reads(Catalog known, String view, String table, Set<String> seen) {
        Set<String> names = known.mentionsOf(view);
        return names.contains(table)
                || names.stream().anyMatch(name -> seen.add(name) && reads(known, name, table, seen));
    }
}
