// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the tests of this room need. */
final class Scripts {

    static final String FILE = "001_test.sql";

    private Scripts() {}

    static ScriptText text(String sql) {
        return bytes(sql.getBytes(StandardCharsets.UTF_8));
    }

    static ScriptText bytes(byte[] bytes) {
        return new ScriptText() {
            @Override
            public String name() {
                return FILE;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }
        };
    }

    static List<Statement> statements(String sql) {
        return statements(sql, Map.of());
    }

    static List<Statement> statements(String sql, Map<String, String> placeholders) {
        return statements(text(sql), placeholders);
    }

    static List<Statement> statements(ScriptText text) {
        return statements(text, Map.of());
    }

    private static List<Statement> statements(ScriptText text, Map<String, String> placeholders) {
        List<Statement> statements = new ArrayList<>();
        try (StatementReader reader = StatementReader.open(text, placeholders)) {
            for (Statement next = reader.next(); next != null; next = reader.next()) {
                statements.add(next);
            }
        }
        return statements;
    }

    static List<String> split(String sql) {
        return statements(sql).stream().map(Statement::text).toList();
    }

    static Statement one(String sql) {
        List<Statement> statements = statements(sql);
        if (statements.size() != 1) {
            throw new AssertionError("not one statement: " + statements);
        }
        return statements.get(0);
    }

    /** The data of every COPY. */
    static List<String> copyData(String sql) {
        List<String> data = new ArrayList<>();
        try (StatementReader reader = StatementReader.open(text(sql))) {
            for (Statement next = reader.next(); next != null; next = reader.next()) {
                if (next.traits().copyFromStdin()) {
                    data.add(new String(reader.copyData().readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return data;
    }

    static ScriptException failure(String sql) {
        return failure(text(sql));
    }

    static ScriptException failure(ScriptText text) {
        ScriptException failure = catchThrowableOfType(ScriptException.class, () -> Script.read(text));
        if (failure == null) {
            throw new AssertionError("nothing was refused");
        }
        return failure;
    }

    /** {@code line:column} of the error. */
    static String place(ScriptException failure) {
        return failure.location()
                .map(location -> location.line() + ":" + location.column())
                .orElse("nowhere");
    }
}
