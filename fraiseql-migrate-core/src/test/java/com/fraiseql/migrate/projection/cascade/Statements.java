// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade;

import com.fraiseql.migrate.projection.cascade.Rule.Change;
import com.fraiseql.migrate.projection.cascade.Shape.Reference;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** Random statements that change rows of one table. */
final class Statements {

    /**
     * A statement.
     *
     * @param table the table that it names
     * @param columns of an update the columns that it sets
     */
    record Written(String table, Change change, Set<String> columns, String sql) {}

    private final Database db;
    private final List<Shape> shapes;
    private final Random random;

    Statements(Database db, List<Shape> shapes, Random random) {
        this.db = db;
        this.shapes = shapes;
        this.random = random;
    }

    /** Fills every table with some rows. */
    void fill(int rounds) throws SQLException {
        for (int round = 0; round < rounds; round++) {
            for (Shape shape : shapes) {
                db.execute("BEGIN");
                db.attempt(insert(shape).sql());
                db.execute("COMMIT");
            }
        }
    }

    Written next() throws SQLException {
        Shape shape = shapes.get(random.nextInt(shapes.size()));
        int dice = random.nextInt(100);
        if (dice < 30) {
            return insert(shape);
        }
        if (dice < 70) {
            return update(shape);
        }
        return dice < 98
                ? new Written(shape.name(), Change.DELETE, Set.of(), "DELETE FROM " + shape.name() + some(shape))
                : new Written(shape.name(), Change.TRUNCATE, Set.of(), "TRUNCATE " + shape.name() + " CASCADE");
    }

    private Written insert(Shape shape) throws SQLException {
        Map<String, String> values = new LinkedHashMap<>();
        for (Reference reference : shape.references()) {
            refer(shape, reference, values);
        }
        shape.columns().forEach((column, type) -> {
            if (!values.containsKey(column)) {
                values.put(column, value(shape, column, type));
            }
        });
        return new Written(
                shape.name(),
                Change.INSERT,
                Set.of(),
                "INSERT INTO " + shape.name() + " (" + String.join(", ", values.keySet()) + ") VALUES ("
                        + String.join(", ", values.values()) + ") ON CONFLICT DO NOTHING");
    }

    private Written update(Shape shape) throws SQLException {
        List<String> columns = List.copyOf(shape.columns().keySet());
        String column = columns.get(random.nextInt(columns.size()));
        Map<String, String> values = new LinkedHashMap<>();
        Optional<Reference> reference = shape.references().stream()
                .filter(found -> found.columns().contains(column))
                .findFirst();
        if (reference.isPresent()) {
            refer(shape, reference.get(), values);
        }
        if (values.isEmpty()) {
            values.put(
                    column, value(shape, column, String.valueOf(shape.columns().get(column))));
        }
        String set = values.entrySet().stream()
                .map(value -> value.getKey() + " = " + value.getValue())
                .collect(Collectors.joining(", "));
        return new Written(
                shape.name(),
                Change.UPDATE,
                Set.copyOf(values.keySet()),
                "UPDATE " + shape.name() + " SET " + set + some(shape));
    }

    private String some(Shape shape) {
        String key = String.join(", ", shape.key());
        return " WHERE (" + key + ") IN (SELECT " + key + " FROM " + shape.name() + " ORDER BY random() LIMIT "
                + (1 + random.nextInt(2)) + ")";
    }

    /** Refers to some row, in accordance with what has been chosen for columns that foreign keys share. */
    private void refer(Shape shape, Reference reference, Map<String, String> values) throws SQLException {
        boolean optional = reference.columns().stream()
                .anyMatch(column -> !shape.required().contains(column) && !values.containsKey(column));
        if (optional && random.nextInt(5) == 0) {
            reference.columns().stream()
                    .filter(column -> !shape.required().contains(column))
                    .forEach(column -> values.putIfAbsent(column, "NULL"));
            return;
        }
        List<String> conditions = new ArrayList<>();
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < reference.columns().size(); i++) {
            String chosen = values.get(reference.columns().get(i));
            String target = reference.targetColumns().get(i);
            shown.add("quote_nullable(" + target + ")");
            if (chosen != null) {
                conditions.add(target + " = " + chosen);
            }
        }
        List<List<String>> found = db.rows("SELECT " + String.join(", ", shown) + " FROM " + reference.target()
                + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions))
                + " ORDER BY random() LIMIT 1");
        if (!found.isEmpty()) {
            for (int i = 0; i < reference.columns().size(); i++) {
                values.putIfAbsent(
                        reference.columns().get(i), String.valueOf(found.get(0).get(i)));
            }
        } else if (optional) {
            reference.columns().stream()
                    .filter(column -> !shape.required().contains(column))
                    .forEach(column -> values.putIfAbsent(column, "NULL"));
        }
    }

    private String value(Shape shape, String column, String type) {
        if (!shape.required().contains(column) && random.nextInt(8) == 0) {
            return "NULL";
        }
        int range = shape.unique().contains(column) ? 500 : 40;
        return switch (type) {
            case "boolean" -> String.valueOf(random.nextBoolean());
            case "date" -> "date '2025-01-01' + " + random.nextInt(90);
            case "text" ->
                range == 40
                        ? "'" + (char) ('a' + random.nextInt(26)) + "'"
                        : "'" + (char) ('a' + random.nextInt(26)) + random.nextInt(9) + "'";
            default -> String.valueOf(random.nextInt(range));
        };
    }
}
