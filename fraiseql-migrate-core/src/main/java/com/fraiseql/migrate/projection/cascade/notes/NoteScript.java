// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.notes;

import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.projection.cascade.KeySource;
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

    /**
     * A generated trigger.
     *
     * @param key the qualified names of its relation, itself and its function: what tells whether it is there
     */
    record Trigger(String schema, String relation, List<String> key, String sql) {}

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

    /** The bodies of the functions, by name. */
    Map<String, String> bodies() {
        Map<String, String> bodies = new LinkedHashMap<>();
        for (NotedTable table : tables) {
            CollectorSql sql = new CollectorSql(table, names);
            bodies.put(NoteNames.collector(table), "\n" + sql.body());
            bodies.put(NoteNames.wholesale(table), "\n" + sql.wholesaleBody());
        }
        return bodies;
    }

    String functions() {
        StringBuilder text = new StringBuilder();
        Map<String, String> bodies = bodies();
        for (NotedTable table : tables) {
            for (String name : List.of(NoteNames.collector(table), NoteNames.wholesale(table))) {
                String function = Sql.name(names.schema(), name) + "()";
                text.append("CREATE OR REPLACE FUNCTION ").append(function);
                text.append(" RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp");
                if (!table.plain()) {
                    TextSettings.fixed().entrySet().stream()
                            .filter(setting -> !setting.getKey().equals("row_security"))
                            .forEach(setting -> text.append("\n  SET ")
                                    .append(Sql.name(setting.getKey()))
                                    .append(" = ")
                                    .append(Sql.literal(setting.getValue())));
                }
                text.append("\nAS ").append(quoted(String.valueOf(bodies.get(name))));
                text.append(";\nREVOKE ALL ON FUNCTION ").append(function).append(" FROM PUBLIC;\n");
            }
        }
        return text.toString();
    }

    /** Quotes a body by what does not stand in it. */
    private static String quoted(String body) {
        String quote = "$fraiseql_cascade$";
        for (int i = 1; body.contains(quote); i++) {
            quote = "$fraiseql_cascade" + i + "$";
        }
        return quote + body + quote;
    }

    /** The triggers, relation by relation. */
    List<Trigger> triggers() {
        List<Trigger> triggers = new ArrayList<>();
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

    private Trigger trigger(NotedTable table, KeySource.Relation relation, String event, String rows, String function) {
        String name = NoteNames.trigger(Character.toLowerCase(event.charAt(0)), table);
        String sql = "CREATE OR REPLACE TRIGGER " + name + " AFTER " + event + " ON "
                + Sql.name(relation.schema(), relation.name()) + (rows.isEmpty() ? "" : " REFERENCING" + rows)
                + " FOR EACH STATEMENT EXECUTE FUNCTION " + Sql.name(names.schema(), function) + "();\n";
        return new Trigger(
                relation.schema(), relation.name(), List.of(relation.schema(), relation.name(), name, function), sql);
    }
}
