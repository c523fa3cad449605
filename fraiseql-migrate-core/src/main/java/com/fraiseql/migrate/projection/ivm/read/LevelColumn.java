// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.read;

import org.jspecify.annotations.Nullable;

/**
 * A column of an entry of a level's FROM.
 *
 * @param entry the entry's number
 * @param number the column's number
 * @param type its type
 */
record LevelColumn(int entry, int number, ExactTypes.Type type) {

    /** The column that an expression is, through joins and groups; {@code null} if it is something else. */
    static @Nullable LevelColumn of(@Nullable Node expression, Level level) {
        if (expression == null) {
            return null;
        }
        if (expression.is("RELABELTYPE")) {
            return of(expression.node("arg"), level);
        }
        if (!expression.is("VAR") || expression.number("varlevelsup") != 0 || expression.number("varattno") < 1) {
            return null;
        }
        int number = expression.number("varno");
        int column = expression.number("varattno");
        Level.Entry entry = level.entries().get(number);
        if (entry instanceof Level.Entry.Join join) {
            return of(join.aliases().get(column - 1), level);
        }
        if (entry instanceof Level.Entry.Group group) {
            return of(group.expressions().get(column - 1), level);
        }
        return new LevelColumn(number, column, ExactTypes.Type.of(expression));
    }

    /** Whether equal values have the same bytes. */
    boolean isExact(Facts facts) {
        return ExactTypes.isExact(facts, type);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LevelColumn that && entry == that.entry && number == that.number;
    }

    @Override
    public int hashCode() {
        return 31 * entry + number;
    }
}
