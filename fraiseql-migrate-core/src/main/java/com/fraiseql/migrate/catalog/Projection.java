// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@code tv_} table and what it is made from, as the catalog has it.
 *
 * @param relation the table itself
 * @param access what the session's role may do with it
 * @param sourceView {@code v_} in the same schema, {@code null} if there is none
 * @param definition a hash of the view, everything it is made of, and the table's columns
 * @param columns the table's columns in order
 * @param key its primary key
 * @param dependencies what must be filled before it, as far as that is known
 */
public record Projection(
        Relation relation,
        Access access,
        @Nullable View sourceView,
        String definition,
        List<Column> columns,
        Key key,
        Dependencies dependencies) {

    public Projection {
        columns = List.copyOf(columns);
    }

    /**
     * A table.
     *
     * @param schema its schema
     * @param name its name, for instance {@code tv_post}
     * @param oid its oid: another one means that the table has been dropped and recreated
     * @param kind its {@code relkind}: {@code r}, {@code p}, {@code v}, {@code m} or {@code f}
     * @param files the storage of the table and its partitions, {@code oid/filenode} each: TRUNCATE and every rewrite
     *     of a table change it
     */
    public record Relation(String schema, String name, long oid, char kind, List<String> files) {

        public Relation {
            files = List.copyOf(files);
        }
    }

    /**
     * What the session may do with a table.
     *
     * @param ownedByUs whether the session's role may do what the table's owner may
     * @param onSearchPath whether its schema is on the session's search path
     * @param usable whether the session's role may use its schema
     * @param readable whether its rows can be looked at: the privilege is there, and no row security hides some
     */
    public record Access(boolean ownedByUs, boolean onSearchPath, boolean usable, boolean readable) {}

    /** A view and its columns in order. */
    public record View(String name, List<Column> columns) {

        public View {
            columns = List.copyOf(columns);
        }
    }

    /**
     * A primary key.
     *
     * @param columns its columns; empty without one
     * @param constraint the constraint's name, {@code null} without one
     */
    public record Key(List<String> columns, @Nullable String constraint) {

        public Key {
            columns = List.copyOf(columns);
        }
    }

    /**
     * What a table depends on.
     *
     * @param reads the other {@code tv_} tables that its source reads, as {@link #displayName()} has them
     * @param refersTo the other {@code tv_} tables that its foreign keys refer to
     * @param opaque the functions below the view whose bodies do not tell what they read
     */
    public record Dependencies(List<String> reads, List<String> refersTo, List<String> opaque) {

        public Dependencies {
            reads = List.copyOf(reads);
            refersTo = List.copyOf(refersTo);
            opaque = List.copyOf(opaque);
        }
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

    public String schema() {
        return relation.schema();
    }

    public String table() {
        return relation.name();
    }

    public long oid() {
        return relation.oid();
    }

    public char kind() {
        return relation.kind();
    }

    public List<String> files() {
        return relation.files();
    }

    public boolean ownedByUs() {
        return access.ownedByUs();
    }

    public boolean onSearchPath() {
        return access.onSearchPath();
    }

    public boolean usable() {
        return access.usable();
    }

    public boolean readable() {
        return access.readable();
    }

    /** The name of the view that fills it, {@code null} if there is none. */
    public @Nullable String view() {
        return sourceView == null ? null : sourceView.name();
    }

    /** The view's columns in order; empty without a view. */
    public List<Column> viewColumns() {
        return sourceView == null ? List.of() : sourceView.columns();
    }

    /** The columns of the primary key. */
    public List<String> primaryKey() {
        return key.columns();
    }

    public @Nullable String primaryKeyName() {
        return key.constraint();
    }

    public List<String> reads() {
        return dependencies.reads();
    }

    public List<String> refersTo() {
        return dependencies.refersTo();
    }

    public List<String> opaque() {
        return dependencies.opaque();
    }

    /** The name without {@code tv_}. */
    public String entityType() {
        return table().substring("tv_".length());
    }

    /** The table with its schema, as shown and as it stands in the state table. */
    public String displayName() {
        return schema() + "." + table();
    }

    /** The same table, where something else than its view fills it. */
    public Projection withoutView() {
        return new Projection(relation, access, null, definition, columns, key, dependencies);
    }

    /** Whether rows can be put into it: an ordinary or partitioned table. */
    public boolean isTable() {
        return kind() == 'r' || kind() == 'p';
    }
}
