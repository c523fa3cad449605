// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.read;

import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.projection.ivm.read.Facts.Column;
import com.fraiseql.migrate.projection.ivm.read.Facts.Function;
import com.fraiseql.migrate.projection.ivm.read.Facts.Operator;
import com.fraiseql.migrate.projection.ivm.read.Facts.Relation;
import com.fraiseql.migrate.projection.ivm.read.Facts.View;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads the {@link Facts} of views: the trees of the views and of those below them, then what the trees mention. A few
 * round trips, however many views there are.
 */
public final class FactsReader {

    private static final String VIEWS = """
            SELECT c.oid, r.ev_action::text AS tree,
              coalesce(c.reloptions::text ~ 'security_invoker=(true|on|yes|1)', false) AS invoker
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_rewrite r ON r.ev_class = c.oid AND r.rulename = '_RETURN'
            WHERE c.relkind = 'v' AND c.oid IN (%s)""";

    private static final String RELATIONS = """
            SELECT c.oid, n.nspname, c.relname, c.relkind, c.relpersistence,
              (SELECT string_agg(i.indkey::text, ';' ORDER BY NOT i.indisprimary, i.indexrelid)
               FROM pg_catalog.pg_index i WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid
                 AND i.indimmediate AND i.indpred IS NULL AND i.indexprs IS NULL AND i.indnkeyatts = i.indnatts) AS keys
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.oid IN (%s)""";

    private static final String COLUMNS = """
            SELECT a.attrelid, a.attnum, a.attname, a.atttypid, a.atttypmod, a.attcollation, a.attnotnull,
              a.attgenerated = 'v' AS virtual
            FROM pg_catalog.pg_attribute a WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attrelid IN (%s)
            ORDER BY a.attrelid, a.attnum""";

    private static final String OPERATORS = """
            SELECT o.oid, o.oprcode::oid AS function, EXISTS (SELECT FROM pg_catalog.pg_amop p
              JOIN pg_catalog.pg_am m ON m.oid = p.amopmethod WHERE p.amopopr = o.oid
              AND (m.amname = 'btree' AND p.amopstrategy = 3 OR m.amname = 'hash' AND p.amopstrategy = 1)) AS equality
            FROM pg_catalog.pg_operator o WHERE o.oid IN (%s)""";

    private static final String FUNCTIONS = """
            SELECT f.oid, n.nspname, f.proname, f.pronargs, f.provolatile, f.proretset
            FROM pg_catalog.pg_proc f JOIN pg_catalog.pg_namespace n ON n.oid = f.pronamespace WHERE f.oid IN (%s)""";

    private static final String TYPES = """
            WITH RECURSIVE t AS (
              SELECT y.* FROM pg_catalog.pg_type y WHERE y.oid IN (%s)
              UNION SELECT y.* FROM t JOIN pg_catalog.pg_type y ON y.oid IN (t.typbasetype, t.typelem)
            ), base AS (
              SELECT t.oid, t.oid AS base, -1 AS modifier, t.typtype, t.typbasetype, t.typtypmod FROM t
              UNION ALL SELECT b.oid, y.oid, b.typtypmod, y.typtype, y.typbasetype, y.typtypmod
              FROM base b JOIN pg_catalog.pg_type y ON y.oid = b.typbasetype WHERE b.typtype = 'd'
            )
            SELECT b.oid, pg_catalog.format_type(b.base, NULL) AS name, b.base, b.modifier, y.typtype,
              CASE WHEN y.typlen = -1 THEN y.typelem ELSE 0 END AS element, n.nspname = 'pg_catalog' AS built_in,
              y.typtype = 'e' OR EXISTS (SELECT FROM pg_catalog.pg_opclass o
                JOIN pg_catalog.pg_am m ON m.oid = o.opcmethod AND m.amname = 'hash'
                JOIN pg_catalog.pg_amproc p ON p.amprocfamily = o.opcfamily AND p.amproclefttype = o.opcintype
                  AND p.amprocrighttype = o.opcintype AND p.amprocnum = 2
                WHERE o.opcdefault AND o.opcintype = CASE WHEN b.base = 'pg_catalog.varchar'::regtype
                  THEN 'pg_catalog.text'::regtype ELSE b.base END) AS hashable
            FROM base b JOIN pg_catalog.pg_type y ON y.oid = b.base
            JOIN pg_catalog.pg_namespace n ON n.oid = y.typnamespace
            WHERE b.typtype <> 'd'""";

    private static final String COLLATIONS = "SELECT oid FROM pg_catalog.pg_collation WHERE NOT collisdeterministic";

    private final TransactionalSession session;

    public FactsReader(TransactionalSession session) {
        this.session = session;
    }

    /** The facts of some views. */
    public Facts read(Collection<Long> views) throws SQLException {
        Map<Long, View> trees = trees(views);
        Mentions mentions = new Mentions();
        trees.values().forEach(view -> mentions.add(view.tree()));
        Set<Long> relations = new TreeSet<>(mentions.relations());
        relations.addAll(views);
        Map<Long, Relation> read = relations(relations);
        Map<Long, Operator> operators = operators(mentions.operators());
        Set<Long> functions = new TreeSet<>(mentions.functions());
        operators.values().forEach(operator -> functions.add(operator.function()));
        Set<Long> types = new TreeSet<>(mentions.types());
        read.values().forEach(relation -> relation.columns().values().forEach(column -> types.add(column.type())));
        return new Facts(trees, read, functions(functions), operators, types(types), collations());
    }

    /** Level by level: the views, then those that they read. */
    private Map<Long, View> trees(Collection<Long> views) throws SQLException {
        Map<Long, View> trees = new LinkedHashMap<>();
        Set<Long> wanted = new TreeSet<>(views);
        while (!wanted.isEmpty()) {
            Set<Long> below = new TreeSet<>();
            for (Row row : session.query(VIEWS.formatted(in(wanted)))) {
                Node tree = NodeTree.read(row.text("tree")).get(0);
                trees.put(row.number("oid"), new View(tree, row.flag("invoker")));
                Mentions mentions = new Mentions();
                mentions.add(tree);
                below.addAll(mentions.relations());
            }
            below.removeAll(trees.keySet());
            below.removeAll(wanted);
            wanted = below;
        }
        return trees;
    }

    private Map<Long, Relation> relations(Set<Long> oids) throws SQLException {
        Map<Long, Map<Integer, Column>> columns = new HashMap<>();
        for (Row row : session.query(COLUMNS.formatted(in(oids)))) {
            Column column = new Column(
                    (int) row.number("attnum"),
                    row.text("attname"),
                    row.number("atttypid"),
                    (int) row.number("atttypmod"),
                    row.number("attcollation"),
                    row.flag("attnotnull"),
                    row.flag("virtual"));
            columns.computeIfAbsent(row.number("attrelid"), oid -> new LinkedHashMap<>())
                    .put(column.number(), column);
        }
        Map<Long, Relation> relations = new HashMap<>();
        for (Row row : session.query(RELATIONS.formatted(in(oids)))) {
            long oid = row.number("oid");
            Map<Integer, Column> own = columns.getOrDefault(oid, Map.of());
            String keys = row.textOrNull("keys");
            relations.put(
                    oid,
                    new Relation(
                            oid,
                            row.text("nspname"),
                            row.text("relname"),
                            row.text("relkind").charAt(0),
                            row.text("relpersistence").charAt(0),
                            own,
                            keys == null ? List.of() : keys(keys, own)));
        }
        return relations;
    }

    private static List<List<Integer>> keys(String text, Map<Integer, Column> columns) {
        List<List<Integer>> keys = new ArrayList<>();
        for (String key : text.split(";", -1)) {
            List<Integer> numbers =
                    Arrays.stream(key.split(" ", -1)).map(Integer::valueOf).toList();
            boolean neverNull = numbers.stream().allMatch(number -> {
                Column column = columns.get(number);
                return column != null && column.notNull();
            });
            if (neverNull) {
                keys.add(numbers);
            }
        }
        return keys;
    }

    private Map<Long, Operator> operators(Set<Long> oids) throws SQLException {
        Map<Long, Operator> operators = new HashMap<>();
        for (Row row : session.query(OPERATORS.formatted(in(oids)))) {
            operators.put(row.number("oid"), new Operator(row.number("function"), row.flag("equality")));
        }
        return operators;
    }

    private Map<Long, Function> functions(Set<Long> oids) throws SQLException {
        Map<Long, Function> functions = new HashMap<>();
        for (Row row : session.query(FUNCTIONS.formatted(in(oids)))) {
            functions.put(
                    row.number("oid"),
                    new Function(
                            row.text("nspname"),
                            row.text("proname"),
                            (int) row.number("pronargs"),
                            row.text("provolatile").charAt(0),
                            row.flag("proretset")));
        }
        return functions;
    }

    private Map<Long, Facts.Type> types(Set<Long> oids) throws SQLException {
        Map<Long, Facts.Type> types = new HashMap<>();
        for (Row row : session.query(TYPES.formatted(in(oids)))) {
            types.put(
                    row.number("oid"),
                    new Facts.Type(
                            row.text("name"),
                            row.number("base"),
                            (int) row.number("modifier"),
                            row.text("typtype").charAt(0),
                            row.number("element"),
                            row.flag("hashable"),
                            row.flag("built_in")));
        }
        return types;
    }

    private Set<Long> collations() throws SQLException {
        Set<Long> loose = new HashSet<>();
        for (Row row : session.query(COLLATIONS)) {
            loose.add(row.number("oid"));
        }
        return loose;
    }

    private static String in(Set<Long> oids) {
        return oids.isEmpty() ? "0" : oids.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
