// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection;

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
        List<String> primaryKey) {

    public Projection {
        columns = List.copyOf(columns);
        viewColumns = List.copyOf(viewColumns);
        primaryKey = List.copyOf(primaryKey);
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

    /** Whether rows can be put into it: an ordinary or partitioned table. */
    public boolean isTable() {
        return kind == 'r' || kind == 'p';
    }
}
