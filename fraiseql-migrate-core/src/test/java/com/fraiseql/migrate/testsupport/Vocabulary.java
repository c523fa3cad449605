// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.testsupport;

import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The names that the endpoint and {@code --format json} use. A fact that is stored has the name of its column in camel
 * case. The tests of the engine, the endpoint and the command compare their own names with these lists.
 */
public final class Vocabulary {

    /** Of a migration. */
    public static final Set<String> MIGRATION = Set.of(
            "version",
            "file",
            "description",
            "repeatable",
            "state",
            "pending",
            "fileChecksum",
            "checksum",
            "appliedAt",
            "appliedBy",
            "executionMs",
            "rank",
            "unitsDone",
            "unitsTotal",
            "rollbackUnitsDone",
            "rollbackUnitsTotal",
            "rollbackStored");

    /** Of a unit of a file. Whether it is done is known where there is a history. */
    public static final Set<String> UNIT =
            Set.of("unit", "kind", "statements", "line", "lastLine", "checksum", "title");

    /** Of a line of the log. */
    public static final Set<String> LOG_ENTRY =
            Set.of("id", "at", "version", "action", "unit", "executionMs", "sqlstate", "message", "location", "dbUser");

    /** Of a failure, wherever it is shown. */
    public static final Set<String> FAILURE = Set.of("code", "message", "action", "file", "line", "column");

    /** Of a finding of the linter. */
    public static final Set<String> FINDING = Set.of(
            "rule", "name", "level", "file", "line", "column", "message", "action", "rewrite", "excerpt", "table");

    /** Of a database and its history. */
    public static final Set<String> DATABASE =
            Set.of("database", "serverVersion", "historyTable", "historyExists", "migrations", "warnings", "problem");

    /** Of a read table that could be maintained incrementally. */
    public static final Set<String> READ_TABLE =
            Set.of("table", "view", "verdict", "installed", "reasons", "advice", "paths", "cost");

    /** Of a reason why it is not maintained, and of an advice. */
    public static final Set<String> REASON = Set.of("code", "construct", "place", "message", "cure");

    /** Of how a change of a base table finds the rows that it concerns. */
    public static final Set<String> LINK_PATH = Set.of("table", "alias", "columns", "steps");

    /** Of a comparison of a maintained table with its view. */
    public static final Set<String> VERIFICATION = Set.of("table", "rows", "missing", "different", "extra", "repaired");

    private static final Pattern WORD = Pattern.compile("_([a-z])");

    private Vocabulary() {}

    /** The names of a record's components, and of those of the records within it. */
    public static Set<String> of(Class<?> type) {
        Set<String> names = new TreeSet<>();
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getType().isRecord() && component.getType().getEnclosingClass() != null) {
                names.addAll(of(component.getType()));
            } else {
                names.add(component.getName());
            }
        }
        return names;
    }

    /** {@code executionMs} of {@code execution_ms}. */
    public static String ofColumn(String column) {
        return WORD.matcher(column).replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }
}
