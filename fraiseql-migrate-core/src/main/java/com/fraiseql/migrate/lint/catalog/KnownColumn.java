// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.catalog;

import com.fraiseql.migrate.sql.Column;

/**
 * A column, as far as the files tell.
 *
 * @param name its name
 * @param type its type in the words of the file, folded; empty if no file tells
 * @param notNull whether it is NOT NULL
 * @param virtual whether it is computed when it is read
 * @param batch the migrations that have added it, as in {@link KnownTable}
 */
public record KnownColumn(String name, String type, boolean notNull, boolean virtual, int batch) {

    static KnownColumn of(Column column, int batch) {
        boolean notNull = column.has(Column.Kind.NOT_NULL)
                || column.has(Column.Kind.PRIMARY_KEY)
                || column.has(Column.Kind.IDENTITY)
                || column.isSerial();
        return new KnownColumn(column.name(), column.type(), notNull, column.has(Column.Kind.GENERATED_VIRTUAL), batch);
    }

    KnownColumn withName(String newName) {
        return new KnownColumn(newName, type, notNull, virtual, batch);
    }

    KnownColumn withType(String newType) {
        return new KnownColumn(name, newType, notNull, virtual, batch);
    }

    KnownColumn withNotNull(boolean set) {
        return new KnownColumn(name, type, set, virtual, batch);
    }
}
