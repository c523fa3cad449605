// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sql;

import com.fraiseql.migrate.sql.TableAction.ColumnChange;
import com.fraiseql.migrate.sql.TableAction.PlainKind;
import com.fraiseql.migrate.sql.TableAction.Renamed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the actions of ALTER TABLE and its like, {@code alter_table_cmd} and its neighbours in {@code gram.y}. */
final class TableActionParser {

    private final ObjectKind kind;
    private final TokenCursor cursor;

    private TableActionParser(ObjectKind kind, List<Token> clause) {
        this.kind = kind;
        this.cursor = new TokenCursor(clause);
    }

    /** From after the relation's name to the end. */
    static List<TableAction> actions(ObjectKind kind, TokenCursor cursor) {
        List<TableAction> actions = new ArrayList<>();
        for (List<Token> clause : cursor.clauses()) {
            TableAction action = new TableActionParser(kind, clause).action();
            actions.add(action == null ? unknown(kind, clause) : action);
        }
        return List.copyOf(actions);
    }

    private static TableAction unknown(ObjectKind kind, List<Token> clause) {
        return kind == ObjectKind.SEQUENCE
                ? new TableAction.Plain(PlainKind.SEQUENCE_OPTIONS, null)
                : new TableAction.Unknown(clause);
    }

    private @Nullable TableAction action() {
        Token verb = cursor.take();
        return switch (verb.upper()) {
            case "ADD" -> add();
            case "DROP" -> drop();
            case "ALTER" -> alter();
            case "SET" -> set();
            case "RESET" -> parameters(true);
            case "RENAME" -> rename();
            case "VALIDATE" -> cursor.accept("CONSTRAINT") ? new TableAction.ValidateConstraint(word()) : null;
            case "ATTACH", "DETACH" -> partition(verb.is("ATTACH"));
            case "ENABLE", "DISABLE" -> enable(verb.is("ENABLE"));
            case "FORCE" -> plain(PlainKind.ROW_LEVEL_SECURITY);
            case "NO" -> no();
            case "NOT" -> plain(PlainKind.NOT_OF_TYPE);
            case "CLUSTER" -> cursor.accept("ON") ? named(PlainKind.CLUSTER_ON) : null;
            case "INHERIT" -> named(PlainKind.INHERIT);
            case "OF" -> named(PlainKind.OF_TYPE);
            case "OWNER" -> cursor.accept("TO") ? named(PlainKind.OWNER) : null;
            case "OWNED" -> kind == ObjectKind.SEQUENCE ? plain(PlainKind.SEQUENCE_OPTIONS) : null;
            case "REPLICA" -> cursor.accept("IDENTITY") ? named(PlainKind.REPLICA_IDENTITY) : null;
            case "OPTIONS" -> plain(PlainKind.FOREIGN_OPTIONS);
            case "DEPENDS" -> plain(PlainKind.DEPENDS_ON_EXTENSION);
            default -> null;
        };
    }

    private @Nullable TableAction add() {
        boolean column = cursor.accept("COLUMN");
        if (!column && ColumnParser.isConstraint(cursor)) {
            Constraint constraint = ColumnParser.constraint(cursor);
            return constraint == null ? null : new TableAction.AddConstraint(constraint);
        }
        boolean ifNotExists = cursor.accept("IF", "NOT", "EXISTS");
        Column added = ColumnParser.column(cursor);
        return added == null ? null : new TableAction.AddColumn(added, ifNotExists);
    }

    private TableAction drop() {
        boolean constraint = cursor.accept("CONSTRAINT");
        if (!constraint) {
            cursor.accept("COLUMN");
        }
        boolean ifExists = cursor.accept("IF", "EXISTS");
        String name = word();
        boolean cascade = cursor.accept("CASCADE");
        return constraint
                ? new TableAction.DropConstraint(name, ifExists, cascade)
                : new TableAction.DropColumn(name, ifExists, cascade);
    }

    private @Nullable TableAction alter() {
        if (cursor.accept("CONSTRAINT")) {
            return new TableAction.AlterConstraint(word(), cursor.rest());
        }
        cursor.accept("COLUMN");
        String column = cursor.peek().isName() ? word() : cursor.take().text();
        ColumnChange change = change();
        return change == null ? null : new TableAction.AlterColumn(column, change, cursor.rest());
    }

    private @Nullable ColumnChange change() {
        if (cursor.accept("TYPE") || cursor.accept("SET", "DATA", "TYPE")) {
            return ColumnChange.TYPE;
        }
        if (cursor.accept("DROP", "DEFAULT")) {
            return ColumnChange.DROP_DEFAULT;
        }
        if (cursor.accept("DROP", "NOT", "NULL")) {
            return ColumnChange.DROP_NOT_NULL;
        }
        if (cursor.accept("DROP", "EXPRESSION")) {
            return ColumnChange.DROP_EXPRESSION;
        }
        if (cursor.accept("DROP", "IDENTITY")) {
            return ColumnChange.DROP_IDENTITY;
        }
        if (cursor.accept("ADD", "GENERATED")) {
            return ColumnChange.ADD_IDENTITY;
        }
        if (cursor.accept("OPTIONS")) {
            return ColumnChange.FOREIGN_OPTIONS;
        }
        if (cursor.accept("RESTART")) {
            return ColumnChange.SET_IDENTITY;
        }
        if (cursor.peek().is("RESET") && cursor.peek(1).is("(")) {
            cursor.take();
            return ColumnChange.RESET_OPTIONS;
        }
        return cursor.accept("SET") ? setOfColumn() : null;
    }

    private ColumnChange setOfColumn() {
        if (cursor.peek().is("(")) {
            return ColumnChange.SET_OPTIONS;
        }
        return switch (cursor.take().upper()) {
            case "DEFAULT" -> ColumnChange.SET_DEFAULT;
            case "NOT" -> ColumnChange.SET_NOT_NULL;
            case "EXPRESSION" -> ColumnChange.SET_EXPRESSION;
            case "STATISTICS" -> ColumnChange.SET_STATISTICS;
            case "STORAGE" -> ColumnChange.SET_STORAGE;
            case "COMPRESSION" -> ColumnChange.SET_COMPRESSION;
            default -> ColumnChange.SET_IDENTITY;
        };
    }

    private @Nullable TableAction set() {
        if (cursor.peek().is("(")) {
            return parameters(false);
        }
        if (cursor.accept("WITHOUT", "CLUSTER")) {
            return plain(PlainKind.SET_WITHOUT_CLUSTER);
        }
        if (cursor.accept("WITHOUT", "OIDS")) {
            return plain(PlainKind.SET_WITHOUT_OIDS);
        }
        if (cursor.accept("ACCESS", "METHOD")) {
            return named(PlainKind.SET_ACCESS_METHOD);
        }
        Token what = cursor.take();
        return switch (what.upper()) {
            case "LOGGED" -> plain(PlainKind.SET_LOGGED);
            case "UNLOGGED" -> plain(PlainKind.SET_UNLOGGED);
            case "TABLESPACE" -> named(PlainKind.SET_TABLESPACE);
            case "SCHEMA" -> named(PlainKind.SET_SCHEMA);
            default -> null;
        };
    }

    private @Nullable TableAction parameters(boolean reset) {
        if (!cursor.peek().is("(")) {
            return null;
        }
        List<String> names = new ArrayList<>();
        for (List<Token> item : cursor.list()) {
            QualifiedName name = new TokenCursor(item).name();
            if (name != null) {
                names.add(name.toString().toLowerCase(Locale.ROOT));
            }
        }
        return new TableAction.Parameters(reset, names);
    }

    private TableAction rename() {
        if (cursor.accept("TO")) {
            return new TableAction.Rename(Renamed.RELATION, null, word());
        }
        Renamed what = cursor.accept("CONSTRAINT") ? Renamed.CONSTRAINT : Renamed.COLUMN;
        if (what == Renamed.COLUMN) {
            cursor.acceptAny("COLUMN", "ATTRIBUTE");
        }
        String from = word();
        cursor.accept("TO");
        return new TableAction.Rename(what, from, word());
    }

    private @Nullable TableAction partition(boolean attach) {
        if (!cursor.accept("PARTITION")) {
            return null;
        }
        QualifiedName partition = cursor.name();
        if (partition == null) {
            return null;
        }
        return attach
                ? new TableAction.AttachPartition(partition, cursor.accept("DEFAULT"))
                : new TableAction.DetachPartition(partition, cursor.accept("CONCURRENTLY"), cursor.accept("FINALIZE"));
    }

    private @Nullable TableAction enable(boolean enable) {
        cursor.acceptAny("ALWAYS", "REPLICA");
        if (cursor.accept("TRIGGER")) {
            return named(enable ? PlainKind.ENABLE_TRIGGER : PlainKind.DISABLE_TRIGGER);
        }
        if (cursor.accept("RULE")) {
            return named(enable ? PlainKind.ENABLE_RULE : PlainKind.DISABLE_RULE);
        }
        return cursor.accept("ROW") ? plain(PlainKind.ROW_LEVEL_SECURITY) : null;
    }

    private @Nullable TableAction no() {
        if (cursor.accept("INHERIT")) {
            return named(PlainKind.NO_INHERIT);
        }
        if (cursor.accept("FORCE")) {
            return plain(PlainKind.ROW_LEVEL_SECURITY);
        }
        return cursor.accept("DEPENDS") ? plain(PlainKind.DEPENDS_ON_EXTENSION) : null;
    }

    private static TableAction plain(PlainKind kind) {
        return new TableAction.Plain(kind, null);
    }

    private TableAction named(PlainKind kind) {
        QualifiedName name = cursor.name();
        return new TableAction.Plain(kind, name == null ? null : name.toString());
    }

    /** The next name; an empty one where the statement gives none, which the server refuses. */
    private String word() {
        QualifiedName name = cursor.name();
        return name == null ? "" : name.name();
    }
}
