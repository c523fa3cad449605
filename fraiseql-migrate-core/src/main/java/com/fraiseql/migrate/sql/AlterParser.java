// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads ALTER and DROP, from after the first word. */
final class AlterParser {

    private final TokenCursor cursor;

    AlterParser(TokenCursor cursor) {
        this.cursor = cursor;
    }

    /** {@code null} for what is not in the grammar. */
    @Nullable
    Command alter() {
        if (cursor.accept("SYSTEM")) {
            return new Command.AlterSystem();
        }
        ObjectKind kind = ObjectKind.take(cursor);
        if (kind == null) {
            return null;
        }
        if (kind.isRelation() && !(cursor.peek().is("ALL") && cursor.peek(1).is("IN"))) {
            return relation(kind);
        }
        QualifiedName name = cursor.peek().isAny("ALL", "FOR") ? null : cursor.name();
        if (kind == ObjectKind.TYPE && name != null && cursor.accept("ADD", "VALUE")) {
            boolean ifNotExists = cursor.accept("IF", "NOT", "EXISTS");
            String value = cursor.take().value();
            return new Command.AddEnumValue(name, value, ifNotExists, cursor.acceptAny("BEFORE", "AFTER"));
        }
        QualifiedName on = kind.isOfATable() && cursor.accept("ON") ? cursor.name() : null;
        if (kind == ObjectKind.FUNCTION
                || kind == ObjectKind.PROCEDURE
                || kind == ObjectKind.ROUTINE
                || kind == ObjectKind.AGGREGATE) {
            cursor.list();
        }
        return new Command.AlterObject(kind, name, on, cursor.rest());
    }

    private @Nullable Command relation(ObjectKind kind) {
        boolean ifExists = cursor.accept("IF", "EXISTS");
        boolean only = cursor.accept("ONLY");
        boolean parenthesis = only && cursor.accept("(");
        QualifiedName name = cursor.name();
        if (name == null) {
            return null;
        }
        if (parenthesis) {
            cursor.accept(")");
        }
        cursor.accept("*");
        return new Command.AlterTable(kind, ifExists, only, name, TableActionParser.actions(kind, cursor));
    }

    @Nullable
    Command drop() {
        if (cursor.accept("OWNED")) {
            return new Command.DropObject(ObjectKind.OWNED, false, List.of(), null, cursor.mentions("CASCADE"));
        }
        ObjectKind kind = ObjectKind.take(cursor);
        if (kind == null) {
            return null;
        }
        boolean concurrently = kind == ObjectKind.INDEX && cursor.accept("CONCURRENTLY");
        boolean ifExists = cursor.accept("IF", "EXISTS");
        List<QualifiedName> names = cursor.peek().is("FOR") ? List.of() : cursor.names();
        QualifiedName on = kind.isOfATable() && cursor.accept("ON") ? cursor.name() : null;
        boolean cascade = cursor.mentions("CASCADE");
        return kind == ObjectKind.INDEX
                ? new Command.DropIndex(concurrently, ifExists, names, cascade)
                : new Command.DropObject(kind, ifExists, names, on, cascade);
    }
}
