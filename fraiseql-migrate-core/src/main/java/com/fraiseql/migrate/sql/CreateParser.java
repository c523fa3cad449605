// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sql;

import com.fraiseql.migrate.sql.Command.CreateTable.TableSources;
import com.fraiseql.migrate.sql.Command.IndexDetails;
import com.fraiseql.migrate.sql.Command.IndexFlags;
import com.fraiseql.migrate.sql.Command.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads CREATE, from after its first word. */
final class CreateParser {

    private final TokenCursor cursor;

    CreateParser(TokenCursor cursor) {
        this.cursor = cursor;
    }

    /** {@code null} for what is not in the grammar. */
    @Nullable
    Command parse() {
        boolean replace = cursor.accept("OR", "REPLACE");
        if (cursor.accept("UNIQUE", "INDEX")) {
            return index(true);
        }
        if (cursor.accept("INDEX")) {
            return index(false);
        }
        cursor.acceptAny("GLOBAL", "LOCAL");
        boolean temporary = cursor.acceptAny("TEMP", "TEMPORARY");
        boolean unlogged = !temporary && cursor.accept("UNLOGGED");
        if (cursor.accept("TABLE") || cursor.accept("FOREIGN", "TABLE")) {
            return table(temporary, unlogged);
        }
        // CREATE RECURSIVE VIEW, CREATE TRUSTED LANGUAGE, CREATE CONSTRAINT TRIGGER, CREATE DEFAULT CONVERSION
        cursor.acceptAny("RECURSIVE", "TRUSTED", "CONSTRAINT", "DEFAULT");
        ObjectKind kind = ObjectKind.take(cursor);
        return kind == null ? null : object(kind, replace, temporary);
    }

    private @Nullable Command index(boolean unique) {
        int from = cursor.peek().offset();
        boolean concurrently = cursor.accept("CONCURRENTLY");
        boolean ifNotExists = cursor.accept("IF", "NOT", "EXISTS");
        int to = cursor.peek().offset();
        QualifiedName index = cursor.peek().is("ON") ? null : cursor.name();
        if (!cursor.accept("ON")) {
            return null;
        }
        boolean only = cursor.accept("ONLY");
        QualifiedName table = cursor.name();
        if (table == null) {
            return null;
        }
        cursor.accept("*");
        QualifiedName method = cursor.accept("USING") ? cursor.name() : null;
        return new Command.CreateIndex(
                new IndexFlags(unique, concurrently, ifNotExists, only),
                index,
                table,
                method == null ? "btree" : method.name(),
                cursor.list(),
                details(),
                new Span(from, to));
    }

    private IndexDetails details() {
        List<List<Token>> include = cursor.accept("INCLUDE") ? cursor.list() : List.of();
        boolean notDistinct = cursor.accept("NULLS", "NOT", "DISTINCT");
        if (!notDistinct) {
            cursor.accept("NULLS", "DISTINCT");
        }
        List<List<Token>> options = cursor.accept("WITH") ? cursor.list() : List.of();
        QualifiedName tablespace = cursor.accept("TABLESPACE") ? cursor.name() : null;
        List<Token> predicate = cursor.accept("WHERE") ? cursor.rest() : List.of();
        return new IndexDetails(
                include, notDistinct, options, tablespace == null ? null : tablespace.name(), predicate);
    }

    private @Nullable Command table(boolean temporary, boolean unlogged) {
        boolean ifNotExists = cursor.accept("IF", "NOT", "EXISTS");
        QualifiedName name = cursor.name();
        if (name == null) {
            return null;
        }
        QualifiedName partitionOf = null;
        if (cursor.accept("PARTITION", "OF")) {
            partitionOf = cursor.name();
        } else if (cursor.accept("OF")) {
            cursor.name();
        }
        List<Column> columns = new ArrayList<>();
        List<Constraint> constraints = new ArrayList<>();
        List<QualifiedName> likes = new ArrayList<>();
        for (List<Token> item : cursor.list()) {
            element(new TokenCursor(item), columns, constraints, likes);
        }
        List<QualifiedName> inherits = new ArrayList<>();
        if (cursor.accept("INHERITS")) {
            for (List<Token> item : cursor.list()) {
                QualifiedName parent = new TokenCursor(item).name();
                if (parent != null) {
                    inherits.add(parent);
                }
            }
        }
        boolean partitioned = false;
        List<List<Token>> partitionKey = List.of();
        boolean defaultPartition = partitionOf != null && cursor.accept("DEFAULT");
        boolean query = false;
        while (!query && !cursor.done()) {
            if (cursor.accept("PARTITION", "BY")) {
                partitioned = true;
                // RANGE, LIST or HASH
                cursor.take();
                partitionKey = cursor.list();
            } else if (cursor.accept("AS")) {
                query = true;
            } else {
                cursor.pass();
            }
        }
        return new Command.CreateTable(
                temporary,
                unlogged,
                ifNotExists,
                name,
                columns,
                constraints,
                new TableSources(partitionOf, defaultPartition, inherits, likes, query, partitioned, partitionKey));
    }

    private static void element(
            TokenCursor item, List<Column> columns, List<Constraint> constraints, List<QualifiedName> likes) {
        if (item.accept("LIKE")) {
            QualifiedName like = item.name();
            if (like != null) {
                likes.add(like);
            }
        } else if (ColumnParser.isConstraint(item)) {
            Constraint constraint = ColumnParser.constraint(item);
            if (constraint != null) {
                constraints.add(constraint);
            }
        } else {
            Column column = ColumnParser.column(item);
            if (column != null) {
                columns.add(column);
            }
        }
    }

    private Command object(ObjectKind kind, boolean replace, boolean temporary) {
        boolean ifNotExists = cursor.accept("IF", "NOT", "EXISTS");
        // the schema, role or table that another word introduces is not the object's name
        QualifiedName name = cursor.peek().isAny("AUTHORIZATION", "FOR", "ON") ? null : cursor.name();
        List<Token> rest = cursor.rest();
        return new Command.CreateObject(kind, replace, temporary, ifNotExists, name, table(kind, rest), rest);
    }

    /** The table that a trigger, rule, policy or statistics object belongs to. */
    private static @Nullable QualifiedName table(ObjectKind kind, List<Token> rest) {
        TokenCursor cursor = new TokenCursor(rest);
        boolean found = switch (kind) {
            case TRIGGER, POLICY -> cursor.find("ON");
            case RULE -> cursor.find("TO");
            case STATISTICS -> cursor.find("FROM");
            default -> false;
        };
        return found ? cursor.name() : null;
    }
}
