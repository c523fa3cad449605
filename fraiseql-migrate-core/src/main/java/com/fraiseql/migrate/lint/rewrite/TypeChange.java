// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.rewrite;

import com.fraiseql.migrate.lint.catalog.KnownColumn;
import com.fraiseql.migrate.lint.catalog.KnownTable;
import com.fraiseql.migrate.lint.rule.Done;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.sql.ColumnParser;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.Settings;
import com.fraiseql.migrate.sql.TableAction;
import com.fraiseql.migrate.sql.TableAction.ColumnChange;
import com.fraiseql.migrate.sql.Token;
import com.fraiseql.migrate.sql.TokenCursor;
import com.fraiseql.migrate.sql.Tokens;
import com.fraiseql.migrate.sql.TypeName;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A change of a column's type.
 *
 * @param column the column
 * @param from the old type in the words of a file; empty if no file tells it
 * @param to the new type in the words of the file
 * @param converts whether USING has an expression of its own
 * @param inUtc whether the transaction has set TimeZone to UTC, in which a timestamp is the same with and without zone
 */
record TypeChange(String column, String from, String to, boolean converts, boolean inUtc) {

    private static final Set<String> TIMESTAMPS = Set.of("timestamp", "timestamptz");

    /** {@code null} if the action is another one. */
    static @Nullable TypeChange of(Step step, Command.AlterTable alter, TableAction action) {
        if (!(action instanceof TableAction.AlterColumn change) || change.change() != ColumnChange.TYPE) {
            return null;
        }
        KnownTable table = step.table(alter.name());
        KnownColumn known = table == null ? null : table.column(change.column());
        String to = ColumnParser.typeOf(change.argument());
        return new TypeChange(
                change.column(),
                known == null ? "" : known.type(),
                to,
                converts(change.column(), TypeName.of(to), change.argument()),
                isInUtc(step));
    }

    private static boolean isInUtc(Step step) {
        boolean utc = false;
        for (Done done : step.transaction().done()) {
            for (Settings.Setting setting : done.command().settings()) {
                if (setting.name().equals("timezone")) {
                    List<String> values = setting.values();
                    utc = values != null && values.size() == 1 && values.get(0).equalsIgnoreCase("utc");
                }
            }
        }
        return utc;
    }

    /** Whether it is from a timestamp with a zone to one without, or the other way. */
    private boolean changesZone() {
        TypeName old = TypeName.of(from);
        TypeName type = TypeName.of(to);
        return old != null
                && type != null
                && !old.base().equals(type.base())
                && TIMESTAMPS.contains(old.base())
                && TIMESTAMPS.contains(type.base())
                && TypeName.isAsPrecise(old, type)
                && old.array() == type.array();
    }

    /** Whether the indexes on the column are built again, since they sort by other operators. */
    boolean changesOperators() {
        TypeName old = TypeName.of(from);
        TypeName type = TypeName.of(to);
        boolean citext = old != null
                && type != null
                && old.base().equals("citext") != type.base().equals("citext");
        return citext || changesZone();
    }

    /** USING of the column itself, or of its cast to the new type, says nothing more than the type does. */
    private static boolean converts(String column, @Nullable TypeName to, List<Token> argument) {
        TokenCursor cursor = new TokenCursor(argument);
        if (!cursor.find("USING")) {
            return false;
        }
        List<Token> words = Tokens.unwrapped(cursor.rest());
        TokenCursor using = new TokenCursor(words);
        if (using.accept("CAST")) {
            using = new TokenCursor(Tokens.unwrapped(using.rest()));
        }
        if (!using.peek().isName() || !using.take().name().equals(column)) {
            return true;
        }
        if (using.done()) {
            return false;
        }
        boolean cast = using.accept("::") || using.accept("AS");
        return !cast || !Objects.equals(TypeName.of(ColumnParser.typeOf(using.rest())), to);
    }

    /** Whether the table is rewritten; if the old type is not known it may be. */
    boolean rewrites() {
        return converts || !(keepsStorage(from, to) || (inUtc && changesZone()));
    }

    /** Whether the table is rewritten whatever the old type is, or the files tell it. */
    boolean surelyRewrites() {
        return rewrites() && !isUndecided();
    }

    /**
     * Whether it depends on the old type, which no file tells, if the table is rewritten: the new one takes in a
     * shorter one of its kind as it is.
     */
    boolean isUndecided() {
        TypeName type = TypeName.of(to);
        if (!from.isEmpty() || converts || type == null || type.array()) {
            return false;
        }
        return switch (type.base()) {
            case "text", "citext", "varchar", "varbit", "numeric", "inet", "oid", "interval" -> true;
            case "timestamp", "timestamptz", "time", "timetz" ->
                !type.modifiers().isEmpty();
            default -> false;
        };
    }

    /**
     * Whether stored values may stay as they are ({@code ATColumnChangeRequiresRewrite}, {@code pg_cast}, and the
     * support functions of types with a length).
     *
     * @param from the old type in the words of a file; empty if it is not known
     */
    static boolean keepsStorage(String from, String to) {
        TypeName old = TypeName.of(from);
        TypeName type = TypeName.of(to);
        if (old == null || type == null || old.array() != type.array()) {
            return false;
        }
        return old.base().equals(type.base()) ? keepsValues(old, type) : !type.array() && isSameInside(old, type);
    }

    private static boolean keepsValues(TypeName old, TypeName type) {
        if (old.equals(type)) {
            return true;
        }
        if (type.array()) {
            return type.modifiers().isEmpty();
        }
        return switch (type.base()) {
            case "varchar", "varbit" -> type.isAtLeastAsLongAs(old);
            case "numeric" ->
                type.modifiers().isEmpty() || (type.isAtLeastAsLongAs(old) && type.scale() == old.scale());
            case "timestamp", "timestamptz", "time", "timetz" -> TypeName.isAsPrecise(old, type);
            case "interval" ->
                (isWithoutSeconds(old) || TypeName.isAsPrecise(old, type))
                        && (type.fields().isEmpty()
                                || type.fields().equals("day to second")
                                || type.fields().equals(old.fields()));
            default -> false;
        };
    }

    private static boolean isWithoutSeconds(TypeName interval) {
        return !interval.fields().isEmpty() && !interval.fields().endsWith("second");
    }

    /** Casts without a function, {@code castmethod} {@code b}. */
    private static boolean isSameInside(TypeName old, TypeName type) {
        boolean whole = type.modifiers().isEmpty();
        return switch (type.base()) {
            case "text", "citext" ->
                isText(old) || (old.base().equals("xml") && !type.base().equals("citext"));
            case "varchar" -> whole && (isText(old) || old.base().equals("xml"));
            case "inet" -> old.base().equals("cidr");
            case "varbit" -> whole && old.base().equals("bit");
            case "oid" -> old.base().equals("int4");
            case "int4" -> old.base().equals("oid");
            default -> false;
        };
    }

    private static boolean isText(TypeName type) {
        return switch (type.base()) {
            case "text", "varchar", "citext" -> true;
            default -> false;
        };
    }
}
