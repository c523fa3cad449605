// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.testsupport;

import com.fraiseql.migrate.script.Statement;
import com.fraiseql.migrate.script.StatementReader;
import com.fraiseql.migrate.script.StoredText;
import java.util.Map;
import java.util.function.Consumer;

/** Statements of a text, as the engine gets them. */
public final class Statements {

    private Statements() {}

    public static void each(String sql, Consumer<Statement> action) {
        try (StatementReader reader = StatementReader.open(new StoredText("001_a.sql", sql), Map.of())) {
            Statement statement;
            while ((statement = reader.next()) != null) {
                action.accept(statement);
            }
        }
    }

    public static Statement one(String sql) {
        try (StatementReader reader = StatementReader.open(new StoredText("001_a.sql", sql), Map.of())) {
            Statement statement = reader.next();
            if (statement == null) {
                throw new IllegalArgumentException("no statement");
            }
            return statement;
        }
    }
}
