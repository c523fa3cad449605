// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sql;

import com.fraiseql.migrate.sql.Column.Kind;
import com.fraiseql.migrate.sql.Column.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads columns and constraints, {@code columnDef} and {@code TableConstraint} of {@code gram.y}. */
public final class ColumnParser {

    private static final List<Token> NOTHING = List.of();

    /** The words that begin what follows the type of a column. */
    private static final String[] PROPERTIES = {
        "CONSTRAINT",
        "NOT",
        "NULL",
        "DEFAULT",
        "CHECK",
        "UNIQUE",
        "PRIMARY",
        "REFERENCES",
        "GENERATED",
        "COLLATE",
        "STORAGE",
        "COMPRESSION",
        "OPTIONS",
        "DEFERRABLE",
        "INITIALLY",
        "ENFORCED",
        "NO"
    };

    private static final String[] CONSTRAINTS = {"CONSTRAINT", "CHECK", "UNIQUE", "PRIMARY", "FOREIGN"};

    private ColumnParser() {}

    /** A column, from its name to the end; {@code null} if there is no name. */
    static @Nullable Column column(TokenCursor cursor) {
        QualifiedName name = cursor.name();
        if (name == null) {
            return null;
        }
        cursor.accept("WITH", "OPTIONS");
        String type = type(cursor);
        List<Property> properties = new ArrayList<>();
        while (!cursor.done()) {
            Property property = property(cursor);
            if (property == null) {
                cursor.pass();
            } else {
                properties.add(property);
            }
        }
        return new Column(name.name(), type, TypeName.of(type), properties);
    }

    /** The type that stands first among these words, as {@link Column#type} has it. */
    public static String typeOf(List<Token> words) {
        return type(new TokenCursor(words));
    }

    /** The words of a type: names folded, one space between words and none at parentheses. */
    static String type(TokenCursor cursor) {
        StringBuilder type = new StringBuilder();
        while (!cursor.done()
                && !startsProperty(cursor)
                && !cursor.peek().is(",")
                && !cursor.peek().is("USING")) {
            // a parenthesis as a whole, with the commas in it
            for (Token token : cursor.skip()) {
                boolean word = token.isName() && !type.isEmpty() && Lexer.isWordPart(type.charAt(type.length() - 1));
                type.append(word ? " " : "").append(token.kind() == Token.Kind.WORD ? token.name() : token.text());
            }
        }
        return type.toString();
    }

    private static boolean startsProperty(TokenCursor cursor) {
        return cursor.peek().isAny(PROPERTIES);
    }

    private static @Nullable Property property(TokenCursor cursor) {
        if (cursor.accept("CONSTRAINT")) {
            cursor.name();
        }
        if (cursor.accept("NOT", "NULL")) {
            return plain(Kind.NOT_NULL, NOTHING);
        }
        if (cursor.accept("NULL")) {
            return plain(Kind.NULL, NOTHING);
        }
        if (cursor.accept("DEFAULT")) {
            return plain(Kind.DEFAULT, expression(cursor));
        }
        if (cursor.accept("CHECK")) {
            return plain(Kind.CHECK, inner(cursor));
        }
        if (cursor.accept("UNIQUE")) {
            return plain(Kind.UNIQUE, NOTHING);
        }
        if (cursor.accept("PRIMARY", "KEY")) {
            return plain(Kind.PRIMARY_KEY, NOTHING);
        }
        if (cursor.accept("REFERENCES")) {
            return new Property(Kind.REFERENCES, NOTHING, Optional.ofNullable(references(cursor)));
        }
        if (cursor.accept("GENERATED")) {
            return generated(cursor);
        }
        if (cursor.accept("COLLATE")) {
            List<Token> collation = cursor.qualifiedName();
            return plain(Kind.COLLATE, collation);
        }
        if (cursor.acceptAny("STORAGE")) {
            return plain(Kind.STORAGE, cursor.skip());
        }
        if (cursor.accept("COMPRESSION")) {
            return plain(Kind.COMPRESSION, cursor.skip());
        }
        return cursor.accept("OPTIONS") ? plain(Kind.OPTIONS, inner(cursor)) : null;
    }

    private static @Nullable QualifiedName references(TokenCursor cursor) {
        QualifiedName table = cursor.name();
        cursor.list();
        while (cursor.accept("ON", "DELETE") || cursor.accept("ON", "UPDATE")) {
            // SET NULL and SET DEFAULT would be taken for properties of the column
            if (!cursor.acceptAny("SET", "NO") && !cursor.acceptAny("CASCADE", "RESTRICT")) {
                return table;
            }
            cursor.acceptAny("NULL", "DEFAULT", "ACTION");
            cursor.list();
        }
        return table;
    }

    private static Property generated(TokenCursor cursor) {
        cursor.accept("ALWAYS");
        cursor.accept("BY", "DEFAULT");
        cursor.accept("AS");
        if (cursor.accept("IDENTITY")) {
            return plain(Kind.IDENTITY, inner(cursor));
        }
        List<Token> expression = inner(cursor);
        boolean stored = cursor.accept("STORED");
        if (!stored) {
            cursor.accept("VIRTUAL");
        }
        return plain(stored ? Kind.GENERATED_STORED : Kind.GENERATED_VIRTUAL, expression);
    }

    private static Property plain(Kind kind, List<Token> expression) {
        return new Property(kind, expression, Optional.empty());
    }

    private static List<Token> inner(TokenCursor cursor) {
        if (!cursor.peek().is("(")) {
            return NOTHING;
        }
        List<Token> all = cursor.skip();
        return all.subList(1, Math.max(1, all.size() - 1));
    }

    /** DEFAULT takes an expression without NOT, IS and the like outside of parentheses ({@code b_expr}). */
    private static List<Token> expression(TokenCursor cursor) {
        List<Token> tokens = new ArrayList<>();
        do {
            tokens.addAll(cursor.skip());
        } while (!cursor.done() && !startsProperty(cursor));
        return tokens;
    }

    /** Whether a constraint of the table is next, and no column. */
    static boolean isConstraint(TokenCursor cursor) {
        return cursor.peek().isAny(CONSTRAINTS)
                || (cursor.peek().is("NOT") && cursor.peek(1).is("NULL"))
                || (cursor.peek().is("EXCLUDE") && cursor.peek(1).isAny("USING", "("));
    }

    /** A constraint to the end; {@code null} if it is none. */
    static @Nullable Constraint constraint(TokenCursor cursor) {
        QualifiedName name = cursor.accept("CONSTRAINT") ? cursor.name() : null;
        Constraint.Kind kind;
        List<String> columns = List.of();
        List<Token> expression = NOTHING;
        QualifiedName references = null;
        if (cursor.accept("CHECK")) {
            kind = Constraint.Kind.CHECK;
            expression = inner(cursor);
        } else if (cursor.accept("UNIQUE")) {
            kind = Constraint.Kind.UNIQUE;
            if (cursor.accept("NULLS")) {
                cursor.accept("NOT");
                cursor.accept("DISTINCT");
            }
            columns = columns(cursor);
        } else if (cursor.accept("PRIMARY", "KEY")) {
            kind = Constraint.Kind.PRIMARY_KEY;
            columns = columns(cursor);
        } else if (cursor.accept("EXCLUDE")) {
            kind = Constraint.Kind.EXCLUDE;
            if (cursor.accept("USING")) {
                cursor.name();
            }
            columns = columns(cursor);
        } else if (cursor.accept("FOREIGN", "KEY")) {
            kind = Constraint.Kind.FOREIGN_KEY;
            columns = columns(cursor);
            references = cursor.accept("REFERENCES") ? cursor.name() : null;
        } else if (cursor.accept("NOT", "NULL")) {
            kind = Constraint.Kind.NOT_NULL;
            QualifiedName column = cursor.name();
            columns = column == null ? List.of() : List.of(column.name());
        } else {
            return null;
        }
        QualifiedName index = cursor.accept("USING", "INDEX") && !cursor.peek().is("TABLESPACE") ? cursor.name() : null;
        boolean notValid = false;
        boolean enforced = true;
        while (!cursor.done()) {
            if (cursor.accept("NOT", "VALID")) {
                notValid = true;
            } else if (cursor.accept("NOT", "ENFORCED")) {
                enforced = false;
            } else {
                cursor.pass();
            }
        }
        return new Constraint(
                kind,
                name == null ? null : name.name(),
                columns,
                references,
                notValid,
                index == null ? null : index.name(),
                enforced,
                expression);
    }

    private static List<String> columns(TokenCursor cursor) {
        List<String> columns = new ArrayList<>();
        for (List<Token> item : cursor.list()) {
            QualifiedName column = new TokenCursor(item).name();
            if (column != null) {
                columns.add(column.name());
            }
        }
        return columns;
    }
}
