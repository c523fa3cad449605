// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm;

import com.fraiseql.migrate.projection.ivm.decide.BaseTable;
import com.fraiseql.migrate.projection.ivm.decide.Edge;
import com.fraiseql.migrate.projection.ivm.decide.Maintained;
import com.fraiseql.migrate.projection.ivm.decide.Occurrence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Writes down by hand how a table is maintained. */
public final class Model {

    private final String table;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<Occurrence> occurrences = new ArrayList<>();
    private final List<Edge> edges = new ArrayList<>();
    private List<String> key = List.of("id");
    private List<String> scope = List.of("id");
    private List<String> scopeTypes = List.of("integer");
    private List<String> columns = List.of();
    private boolean touch;
    private Maintained.Proof proof = new Maintained.Proof(true, true);

    private Model(String table) {
        this.table = table;
    }

    /** Of a table in the schema {@code public}, by its name without {@code tv_}. */
    public static Model of(String name) {
        return new Model(name);
    }

    public Model columns(String... names) {
        columns = List.of(names);
        return this;
    }

    public Model key(String... names) {
        key = List.of(names);
        scope = key;
        return this;
    }

    /** The scope, as {@code column type} each. */
    public Model scope(String... columnsWithTypes) {
        scope = Arrays.stream(columnsWithTypes).map(c -> c.split(" ", 2)[0]).toList();
        scopeTypes =
                Arrays.stream(columnsWithTypes).map(c -> c.split(" ", 2)[1]).toList();
        return this;
    }

    public Model touch() {
        touch = true;
        return this;
    }

    public Model proof(boolean keyUnique, boolean scopeNotNull) {
        proof = new Maintained.Proof(keyUnique, scopeNotNull);
        return this;
    }

    /** An occurrence, with the columns that are used. */
    public Model reads(BaseTable base, String alias, String... used) {
        numbers.put(alias, occurrences.size() + 1);
        occurrences.add(new Occurrence(occurrences.size() + 1, base, alias, new TreeSet<>(List.of(used))));
        return this;
    }

    /** An edge, as {@code cu.id = c.author_id}, or {@code p.id = key}; composite ones with commas. */
    public Model edge(String condition) {
        String[] sides = condition.split(" = ", -1);
        String[] outer = sides[0].split(",", -1);
        String[] inner = sides[1].split(",", -1);
        List<String> outerColumns =
                Arrays.stream(outer).map(c -> c.split("\\.", -1)[1]).toList();
        int from = numbers.getOrDefault(outer[0].split("\\.", -1)[0], 0);
        if (sides[1].equals("key")) {
            edges.add(new Edge(from, outerColumns, Edge.KEY, scope));
        } else {
            edges.add(new Edge(
                    from,
                    outerColumns,
                    numbers.getOrDefault(inner[0].split("\\.", -1)[0], 0),
                    Arrays.stream(inner).map(c -> c.split("\\.", -1)[1]).toList()));
        }
        return this;
    }

    public Maintained build() {
        return new Maintained(
                new Maintained.Name("public", "tv_" + table, "v_" + table),
                new Maintained.Shape(key, scope, scopeTypes, columns, touch ? "updated_at" : null, false),
                proof,
                occurrences,
                edges);
    }
}
