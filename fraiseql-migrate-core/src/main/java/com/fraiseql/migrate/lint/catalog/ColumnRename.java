// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.catalog;

import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.Token;
import java.util.List;

/** RENAME COLUMN, which PostgreSQL carries into the constraints and indexes of the table. */
record ColumnRename(String from, String to) {

    String in(String column) {
        return column.equals(from) ? to : column;
    }

    KnownConstraint in(KnownConstraint constraint) {
        return new KnownConstraint(
                constraint.kind(),
                constraint.columns().stream().map(this::in).toList(),
                constraint.references(),
                constraint.valid(),
                in(constraint.expression()),
                constraint.batch());
    }

    KnownIndex in(KnownIndex index) {
        Command.CreateIndex old = index.definition();
        return new KnownIndex(
                new Command.CreateIndex(
                        old.flags(),
                        old.index(),
                        old.table(),
                        old.method(),
                        old.keys().stream().map(this::in).toList(),
                        old.details(),
                        old.prefix()),
                index.batch());
    }

    private List<Token> in(List<Token> words) {
        return words.stream()
                .map(word -> word.isName() && word.name().equals(from) ? renamed(word) : word)
                .toList();
    }

    private Token renamed(Token word) {
        return new Token(Token.Kind.QUOTED_NAME, '"' + to.replace("\"", "\"\"") + '"', word.offset());
    }
}
