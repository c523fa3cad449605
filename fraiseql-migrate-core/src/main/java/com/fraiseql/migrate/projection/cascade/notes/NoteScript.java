// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.notes;

import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.projection.cascade.KeySource;
import com.fraiseql.migrate.projection.ivm.write.Functions;
import com.fraiseql.migrate.projection.ivm.write.GeneratedFunction;
import com.fraiseql.migrate.projection.ivm.write.GeneratedTrigger;
import com.fraiseql.migrate.projection.table.TextSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The SQL that notes changes.
 *
 * @param names the names of what is generated
 * @param tables the tables whose statements are noted
 */
record NoteScript(NoteNames names, List<NotedTable> tables) {

    /** Tables and sequences; what is there is kept. A note has as many columns of values as the widest one needs. */
    String foundation() {
        int width = tables.stream().mapToInt(t -> t.columns().size()).max().orElse(0);
        String columns = IntStream.rangeClosed(1, width)
                .mapToObj(i -> " ADD COLUMN IF NOT EXISTS c" + i + " pg_catalog.text[]")
                .collect(Collectors.joining(",", "ALTER TABLE " + names.note(), ";\n"));
        return """
                CREATE UNLOGGED TABLE IF NOT EXISTS %1$s (
                  x pg_catalog.xid8 NOT NULL,
                  source pg_catalog.text NOT NULL,
                  bits pg_catalog.int8 NOT NULL,
                  everything pg_catalog.bool NOT NULL
                ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000,
                        autovacuum_vacuum_insert_threshold = -1, autovacuum_vacuum_cost_delay = 0);
                CREATE INDEX IF NOT EXISTS %2$s ON %1$s (x);
                CREATE UNLOGGED TABLE IF NOT EXISTS %3$s (
                  id pg_catalog.uuid PRIMARY KEY,
                  beat pg_catalog.timestamptz NOT NULL,
                  read_to pg_catalog.xid8 NOT NULL
                ) WITH (fillfactor = 50);
                CREATE SEQUENCE IF NOT EXISTS %4$s;
                CREATE SEQUENCE IF NOT EXISTS %5$s;
                """.formatted(
                        names.note(), Sql.name(NoteNames.NOTE + "_x"), names.instance(), names.armed(), names.wake())
                + (width == 0 ? "" : columns);
    }

    /** The functions: for each table one that notes what a statement changes, and one that notes everything. */
    List<GeneratedFunction> functions() {
        List<GeneratedFunction> functions = new ArrayList<>();
        for (NotedTable table : tables) {
            CollectorSql sql = new CollectorSql(table, names);
            functions.add(function(
                    table,
                    "Notes what statements change in " + table.displayName() + ".",
                    NoteNames.collector(table),
                    sql.body()));
            functions.add(function(
                    table,
                    "Notes that everything in " + table.displayName() + " may have changed.",
                    NoteNames.wholesale(table),
                    sql.wholesaleBody()));
        }
        return functions;
    }

    /**
     * Where values are turned into text by what comes with PostgreSQL, nothing looks at a search path or at settings,
     * and none are fixed. A type of an extension or of the user may have a cast that does.
     */
    private GeneratedFunction function(NotedTable table, String comment, String name, String body) {
        String fixed = "";
        if (!table.plain()) {
            Map<String, String> settings = new LinkedHashMap<>(TextSettings.fixed());
            settings.remove("row_security");
            fixed = " SET search_path = pg_catalog, pg_temp" + Functions.settings(settings);
        }
        return Functions.closed(
                comment,
                name,
                Sql.name(names.schema(), name) + "()",
                "trigger LANGUAGE plpgsql SECURITY DEFINER" + fixed,
                body);
    }

    /** The bodies of the functions, by name. */
    Map<String, String> bodies() {
        return functions().stream().collect(Collectors.toMap(GeneratedFunction::name, GeneratedFunction::body));
    }

    String functionsText() {
        return functions().stream().map(GeneratedFunction::sql).collect(Collectors.joining());
    }

    /** The triggers, relation by relation. */
    List<GeneratedTrigger> triggers() {
        List<GeneratedTrigger> triggers = new ArrayList<>();
        for (NotedTable table : tables) {
            for (KeySource.Relation relation : table.relations()) {
                boolean readable = table.canBeRead(relation);
                String function = readable ? NoteNames.collector(table) : NoteNames.wholesale(table);
                triggers.add(trigger(table, relation, "INSERT", readable ? " NEW TABLE AS new_rows" : "", function));
                triggers.add(trigger(
                        table,
                        relation,
                        "UPDATE",
                        readable ? " OLD TABLE AS old_rows NEW TABLE AS new_rows" : "",
                        function));
                triggers.add(trigger(table, relation, "DELETE", readable ? " OLD TABLE AS old_rows" : "", function));
                if (!table.foreign()) {
                    triggers.add(trigger(table, relation, "TRUNCATE", "", NoteNames.wholesale(table)));
                }
            }
        }
        return triggers;
    }

    private GeneratedTrigger trigger(
            NotedTable table, KeySource.Relation relation, String event, String rows, String function) {
        String name = NoteNames.trigger(Character.toLowerCase(event.charAt(0)), table);
        String sql = "CREATE OR REPLACE TRIGGER " + name + " AFTER " + event + " ON "
                + Sql.name(relation.schema(), relation.name()) + (rows.isEmpty() ? "" : " REFERENCING" + rows)
                + " FOR EACH STATEMENT EXECUTE FUNCTION " + Sql.name(names.schema(), function) + "();\n";
        return new GeneratedTrigger(relation.schema(), relation.name(), name, function, sql);
    }
}
