// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@code tv_} table and what it is made from, as the catalog has it.
 *
 * @param schema the schema of both
 * @param table the table's name, for instance {@code tv_post}
 * @param oid the table's oid: another one means that the table has been dropped and made again
 * @param kind the table's {@code relkind}: {@code r}, {@code p}, {@code v}, {@code m} or {@code f}
 * @param ownedByUs whether the session's role may do what the table's owner may
 * @param view the name of {@code v_} in the same schema, {@code null} if there is none
 * @param definition a hash of the view, everything it is made of, and the table's columns
 * @param columns the table's columns in order
 * @param viewColumns the view's columns in order; empty without a view
 * @param primaryKey the columns of the primary key
 * @param primaryKeyName the constraint's name, {@code null} without one
 * @param files the storage of the table and its partitions, {@code oid/filenode} each: TRUNCATE and every rewrite of a
 *     table change it
 * @param onSearchPath whether its schema is on the session's search path
 * @param usable whether the session's role may use its schema
 * @param readable whether its rows can be looked at: the privilege is there, and no row security hides some
 * @param reads the other {@code tv_} tables that its source reads, as {@link #displayName()} has them
 * @param refersTo the other {@code tv_} tables that its foreign keys refer to
 * @param opaque the functions below the view whose bodies do not tell what they read
 */
public record Projection(
        String schema,
        String table,
        long oid,
        char kind,
        boolean ownedByUs,
        @Nullable String view,
        String definition,
        List<Column> columns,
        List<Column> viewColumns,
        List<String> primaryKey,
        @Nullable String primaryKeyName,
        List<String> files,
        boolean onSearchPath,
        boolean usable,
        boolean readable,
        List<String> reads,
        List<String> refersTo,
        List<String> opaque) {

    public Projection {
        columns = List.copyOf(columns);
        viewColumns = List.copyOf(viewColumns);
        primaryKey = List.copyOf(primaryKey);
        files = List.copyOf(files);
        reads = List.copyOf(reads);
        refersTo = List.copyOf(refersTo);
        opaque = List.copyOf(opaque);
    }

    /**
     * A column.
     *
     * @param name its name
     * @param type its type with length, for instance {@code character varying(50)}
     * @param baseType its type without length
     * @param notNull whether NULL is refused
     * @param filledByItself whether it has a default, an identity or is generated
     * @param generated whether no value may be given
     */
    public record Column(
            String name, String type, String baseType, boolean notNull, boolean filledByItself, boolean generated) {}

    /** The name without {@code tv_}. */
    public String entityType() {
        return table.substring("tv_".length());
    }

    /** The table with its schema, as shown and as it stands in the state table. */
    public String displayName() {
        return schema + "." + table;
    }

    /** The same table, where something else than its view fills it. */
    public Projection withoutView() {
        return new Projection(
                schema,
                table,
                oid,
                kind,
                ownedByUs,
                null,
                definition,
                columns,
                List.of(),
                primaryKey,
                primaryKeyName,
                files,
                onSearchPath,
                usable,
                readable,
                reads,
                refersTo,
                opaque);
    }

    /** Whether rows can be put into it: an ordinary or partitioned table. */
    public boolean isTable() {
        return kind == 'r' || kind == 'p';
    }
}
