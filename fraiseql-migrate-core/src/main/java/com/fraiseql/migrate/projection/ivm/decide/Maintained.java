// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.decide;

import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.projection.ivm.read.LinkTypes;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A read table that can be maintained: everything from which its SQL is derived.
 *
 * <p>Rows are recomputed by their <em>scope</em>: the columns of the key that stand for one row of one base table. All
 * rows with a scope's values are recomputed together. In most views the scope is the key.
 *
 * @param name what it is called
 * @param shape its columns
 * @param proof what has been proven of the view
 * @param occurrences where the view reads base tables
 * @param edges how each occurrence hangs on another one or the key: each is the outer end of at least one. In the order
 *     of the walk: an edge stands before those of its inner occurrence, and edges that end at the key stand last
 */
public record Maintained(Name name, Shape shape, Proof proof, List<Occurrence> occurrences, List<Edge> edges) {

    public Maintained {
        occurrences = List.copyOf(occurrences);
        edges = List.copyOf(edges);
    }

    /**
     * What it is called.
     *
     * @param schema the schema of the {@code tv_} and of its view
     * @param table the name of the {@code tv_}
     * @param view the name of the view
     */
    public record Name(String schema, String table, String view) {}

    /**
     * Its columns.
     *
     * @param key the columns of the primary key, in order
     * @param scope the columns of the key by which rows are recomputed; at least one
     * @param scopeTypes their types, as in {@link BaseTable.Column#type}
     * @param columns the columns that the view gives and the table has, the key among them, in the table's order
     * @param touch {@code updated_at}, where it gets its default again when a row changes; otherwise {@code null}
     * @param otherUnique whether rows must differ in more than the key, so that a new row can need what a vanished one
     *     had
     */
    public record Shape(
            List<String> key,
            List<String> scope,
            List<String> scopeTypes,
            List<String> columns,
            @Nullable String touch,
            boolean otherUnique) {

        public Shape {
            key = List.copyOf(key);
            scope = List.copyOf(scope);
            scopeTypes = List.copyOf(scopeTypes);
            columns = List.copyOf(columns);
        }
    }

    /**
     * What has been proven of the view.
     *
     * @param keyUnique whether it cannot give a key twice; otherwise each pass has to look
     * @param scopeNotNull whether it cannot give NULL for a scope column; otherwise a pass that meets NULL has to look
     */
    public record Proof(boolean keyUnique, boolean scopeNotNull) {}

    public String displayName() {
        return name.schema() + "." + name.table();
    }

    /** The names of the tables that its view reads. */
    public Set<String> reads() {
        return occurrences.stream()
                .map(occurrence -> occurrence.table().displayName())
                .collect(Collectors.toSet());
    }

    /**
     * Whether it has locks of links and keys: a lock stands for a value only if equal values have equal hashes.
     *
     * @param wanted how fine the locks are to be
     */
    public boolean hasFineLocks(IvmOptions.Locks wanted) {
        return wanted == IvmOptions.Locks.EDGES && edges.stream().allMatch(this::isHashable);
    }

    private boolean isHashable(Edge edge) {
        return IntStream.range(0, edge.outerColumns().size()).allMatch(i -> {
            BaseTable.Column outer = column(edge.outer(), edge.outerColumns().get(i));
            if (edge.endsAtKey()) {
                return outer.hashable()
                        && LinkTypes.haveOneHash(
                                outer.type(), shape.scopeTypes().get(i));
            }
            BaseTable.Column inner = column(edge.inner(), edge.innerColumns().get(i));
            return outer.hashable() && inner.hashable() && LinkTypes.haveOneHash(outer.type(), inner.type());
        });
    }

    private BaseTable.Column column(int occurrence, String column) {
        return occurrence(occurrence)
                .table()
                .column(column)
                .orElseThrow(() -> new IllegalArgumentException(displayName() + ": no column " + column));
    }

    public Occurrence occurrence(int number) {
        return occurrences.get(number - 1);
    }
}
