// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.fuzz;

import java.util.ArrayList;
import java.util.List;

/** The parts of a SELECT that is being put together. */
final class ViewText {

    private final List<String> ctes = new ArrayList<>();
    private final List<String> columns = new ArrayList<>();
    private final List<String> joins = new ArrayList<>();
    private final List<String> conditions = new ArrayList<>();
    private final String keyColumns;
    private final String from;
    private int aliases;
    private String end = "";

    ViewText(String keyColumns, String from) {
        this.keyColumns = keyColumns;
        this.from = from;
    }

    String alias() {
        return "a" + ++aliases;
    }

    void cte(String name, String select) {
        ctes.add(name + " AS (" + select + ")");
    }

    void column(String expression) {
        columns.add(expression + " AS c" + (columns.size() + 1));
    }

    void join(String join) {
        joins.add(join);
    }

    void condition(String condition) {
        conditions.add(condition);
    }

    void end(String text) {
        end = " " + text;
    }

    int columns() {
        return columns.size();
    }

    String sql() {
        StringBuilder sql = new StringBuilder();
        if (!ctes.isEmpty()) {
            sql.append("WITH ").append(String.join(", ", ctes)).append(' ');
        }
        sql.append("SELECT ").append(keyColumns);
        columns.forEach(column -> sql.append(", ").append(column));
        sql.append(" FROM ").append(from);
        joins.forEach(join -> sql.append(' ').append(join));
        if (!conditions.isEmpty()) {
            sql.append(" WHERE ").append(String.join(" AND ", conditions));
        }
        return sql.append(end).toString();
    }
}
