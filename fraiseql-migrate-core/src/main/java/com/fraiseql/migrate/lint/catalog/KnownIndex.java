// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.catalog;

import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.QualifiedName;

/**
 * An index, as far as the files tell.
 *
 * @param definition the statement that created it
 * @param batch the migrations that have created it, as in {@link KnownTable}
 */
public record KnownIndex(Command.CreateIndex definition, int batch) {

    public QualifiedName table() {
        return definition.table();
    }
}
