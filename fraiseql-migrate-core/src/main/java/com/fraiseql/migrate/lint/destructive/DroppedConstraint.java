// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.destructive;

import com.fraiseql.migrate.lint.catalog.KnownConstraint;
import com.fraiseql.migrate.lint.catalog.KnownTable;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.Constraint;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of a constraint that ALTER TABLE drops. */
final class DroppedConstraint {

    /** The ends of the names that PostgreSQL chooses, and of others that are common. */
    private static final Set<String> FOREIGN = Set.of("fkey", "fk", "foreign");

    private static final Set<String> UNIQUE = Set.of("key", "excl", "uk", "uq", "unique");

    private DroppedConstraint() {}

    private static @Nullable KnownConstraint known(Step step, Command.AlterTable alter, String name) {
        KnownTable table = step.table(alter.name());
        return table == null ? null : table.constraints().get(name);
    }

    /** What it is; {@code null} if no file tells. */
    static Constraint.@Nullable Kind kind(Step step, Command.AlterTable alter, String name) {
        KnownConstraint known = known(step, alter, name);
        return known == null ? null : known.kind();
    }

    /** Whether it is a foreign key, unique constraint or exclusion, by the files or else by its name. */
    static boolean isKey(Step step, Command.AlterTable alter, String name) {
        if (isOfBatch(step, alter, name)) {
            return false;
        }
        Constraint.Kind kind = kind(step, alter, name);
        if (kind != null) {
            return switch (kind) {
                case FOREIGN_KEY, UNIQUE, EXCLUDE -> true;
                case PRIMARY_KEY, CHECK, NOT_NULL -> false;
            };
        }
        return isNamed(name, FOREIGN) || isNamed(name, UNIQUE);
    }

    private static boolean isNamed(String name, Set<String> words) {
        int first = name.indexOf('_');
        return words.contains(name.substring(name.lastIndexOf('_') + 1))
                || (first > 0 && words.contains(name.substring(0, first)));
    }

    /** Whether a dropped constraint, by its name, may have been of this kind. */
    static boolean mayBe(String name, Constraint.Kind kind) {
        return switch (kind) {
            case FOREIGN_KEY -> isNamed(name, FOREIGN) || !isNamed(name, UNIQUE);
            case UNIQUE, EXCLUDE, PRIMARY_KEY -> isNamed(name, UNIQUE) || !isNamed(name, FOREIGN);
            case CHECK, NOT_NULL -> false;
        };
    }

    /** Whether the pending migrations have added it. */
    static boolean isOfBatch(Step step, Command.AlterTable alter, String name) {
        KnownConstraint known = known(step, alter, name);
        return known != null && known.batch() == step.setting().batch();
    }

    /** Whether it is a CHECK that NOT NULL of its column says as well, or the primary key, which has its own rule. */
    static boolean isReplaced(Step step, Command.AlterTable alter, String name) {
        KnownConstraint known = known(step, alter, name);
        KnownTable table = step.table(alter.name());
        if (known == null || table == null) {
            return name.endsWith("_pkey");
        }
        return known.kind() == Constraint.Kind.PRIMARY_KEY
                || (known.kind() == Constraint.Kind.CHECK
                        && table.columns().stream()
                                .anyMatch(column -> column.notNull()
                                        && known.expression().stream()
                                                .anyMatch(token -> token.isName()
                                                        && token.name().equals(column.name()))));
    }
}
