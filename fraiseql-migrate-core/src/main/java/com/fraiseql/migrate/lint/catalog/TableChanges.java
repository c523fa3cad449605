// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.catalog;

import com.fraiseql.migrate.sql.Column;
import com.fraiseql.migrate.sql.ColumnParser;
import com.fraiseql.migrate.sql.Constraint;
import com.fraiseql.migrate.sql.TableAction;
import com.fraiseql.migrate.sql.TableAction.Renamed;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the actions of ALTER TABLE make of a table. */
final class TableChanges {

    private final Catalog catalog;
    private final KnownTable table;
    private final int batch;

    TableChanges(Catalog catalog, KnownTable table, int batch) {
        this.catalog = catalog;
        this.table = table;
        this.batch = batch;
    }

    void apply(TableAction action) {
        if (action instanceof TableAction.AddColumn add) {
            if (!add.ifNotExists() || table.column(add.column().name()) == null) {
                add(add.column());
            }
        } else if (action instanceof TableAction.DropColumn drop) {
            drop(drop.column());
        } else if (action instanceof TableAction.AlterColumn alter) {
            alter(alter);
        } else if (action instanceof TableAction.AddConstraint add) {
            add(withColumns(add.constraint()));
        } else if (action instanceof TableAction.ValidateConstraint validate) {
            validate(validate.constraint());
        } else if (action instanceof TableAction.DropConstraint drop) {
            table.constraints.remove(drop.constraint());
        } else if (action instanceof TableAction.Rename rename) {
            rename(rename);
        } else if (action instanceof TableAction.AttachPartition attach) {
            table.addPartition(attach.partition(), attach.byDefault());
        } else if (action instanceof TableAction.DetachPartition detach) {
            table.removePartition(detach.partition());
        }
    }

    private void drop(String column) {
        table.columns.remove(column);
        table.constraints.values().removeIf(constraint -> constraint.columns().contains(column));
        catalog.indexesOf(table.name()).stream()
                .filter(index -> index.definition().hasKey(column))
                .toList()
                .forEach(catalog.indexes()::remove);
    }

    /** UNIQUE USING INDEX and PRIMARY KEY USING INDEX have the columns of the index. */
    private Constraint withColumns(Constraint constraint) {
        KnownIndex index =
                constraint.usingIndex() == null ? null : catalog.indexes().named(constraint.usingIndex());
        if (index == null) {
            return constraint;
        }
        List<String> columns = index.definition().keys().stream()
                .filter(key -> key.get(0).isName())
                .map(key -> key.get(0).name())
                .toList();
        return new Constraint(
                constraint.kind(),
                constraint.name(),
                columns,
                constraint.references(),
                constraint.notValid(),
                constraint.usingIndex(),
                constraint.enforced(),
                constraint.expression());
    }

    private void validate(String name) {
        KnownConstraint constraint = table.constraints.get(name);
        if (constraint != null) {
            table.constraints.put(name, constraint.validated());
            if (constraint.kind() == Constraint.Kind.NOT_NULL) {
                constraint.columns().forEach(column -> notNull(column, true));
            }
        } else {
            table.addValidated(name);
        }
    }

    private void alter(TableAction.AlterColumn alter) {
        switch (alter.change()) {
            case SET_NOT_NULL -> notNull(alter.column(), true);
            case DROP_NOT_NULL -> notNull(alter.column(), false);
            case TYPE -> {
                KnownColumn known = table.column(alter.column());
                String type = ColumnParser.typeOf(alter.argument());
                table.columns.put(
                        alter.column(),
                        known == null
                                ? new KnownColumn(alter.column(), type, false, false, KnownTable.BEFORE)
                                : known.withType(type));
            }
            default -> {}
        }
    }

    private void rename(TableAction.Rename rename) {
        if (rename.what() == Renamed.RELATION) {
            catalog.rename(table, rename.to());
        } else if (rename.what() == Renamed.COLUMN) {
            renameColumn(Objects.requireNonNullElse(rename.from(), ""), rename.to());
        } else {
            KnownConstraint constraint = table.constraints.remove(Objects.requireNonNullElse(rename.from(), ""));
            if (constraint != null) {
                table.constraints.put(rename.to(), constraint);
            }
        }
    }

    private void renameColumn(String from, String to) {
        ColumnRename words = new ColumnRename(from, to);
        table.rename(words);
        catalog.indexesOf(table.name()).forEach(index -> catalog.indexes().replace(index, words.in(index)));
    }

    void add(Column column) {
        table.columns.put(column.name(), KnownColumn.of(column, batch));
        List<String> name = List.of(column.name());
        for (Column.Property property : column.constraints()) {
            switch (property.kind()) {
                case CHECK -> put(null, constraint(Constraint.Kind.CHECK, name, property));
                case UNIQUE -> put(null, constraint(Constraint.Kind.UNIQUE, name, property));
                case PRIMARY_KEY -> put(null, constraint(Constraint.Kind.PRIMARY_KEY, name, property));
                case REFERENCES -> put(null, constraint(Constraint.Kind.FOREIGN_KEY, name, property));
                default -> {}
            }
        }
    }

    private KnownConstraint constraint(Constraint.Kind kind, List<String> columns, Column.Property property) {
        return new KnownConstraint(
                kind, columns, property.references().orElse(null), true, property.expression(), batch);
    }

    void add(Constraint constraint) {
        boolean valid = constraint.checksRows();
        put(
                constraint.name() == null ? constraint.usingIndex() : constraint.name(),
                new KnownConstraint(
                        constraint.kind(),
                        constraint.columns(),
                        constraint.references(),
                        valid,
                        constraint.expression(),
                        batch));
        if (constraint.kind() == Constraint.Kind.PRIMARY_KEY
                || (constraint.kind() == Constraint.Kind.NOT_NULL && valid)) {
            constraint.columns().forEach(column -> notNull(column, true));
        }
    }

    private void put(@Nullable String name, KnownConstraint constraint) {
        table.constraints.put(
                name == null ? table.chooseName(constraint.kind(), constraint.columns()) : name, constraint);
    }

    private void notNull(String column, boolean set) {
        KnownColumn known = table.columns.get(column);
        table.columns.put(
                column,
                known == null ? new KnownColumn(column, "", set, false, KnownTable.BEFORE) : known.withNotNull(set));
    }
}
