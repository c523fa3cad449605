// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.read;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the catalog knows of everything that some views refer to, read at once, so that the views can be read without
 * asking again.
 *
 * @param views the views by oid
 * @param relations tables and views by oid
 * @param functions by oid
 * @param operators by oid
 * @param types by oid
 * @param looseCollations the collations under which different texts can be equal
 */
public record Facts(
        Map<Long, View> views,
        Map<Long, Relation> relations,
        Map<Long, Function> functions,
        Map<Long, Operator> operators,
        Map<Long, Type> types,
        Set<Long> looseCollations) {

    /**
     * A view.
     *
     * @param tree its query tree
     * @param invoker whether base tables are read with the rights of the role that reads the view
     */
    record View(Node tree, boolean invoker) {}

    /**
     * A table or view.
     *
     * @param oid its oid
     * @param schema its schema
     * @param name its name
     * @param kind its {@code relkind}
     * @param persistence {@code p} for permanent, {@code u} for unlogged, {@code t} for temporary
     * @param columns its columns by number
     * @param uniqueKeys the columns of each unique index that holds for all rows and has no nullable column, the
     *     primary key first
     */
    public record Relation(
            long oid,
            String schema,
            String name,
            char kind,
            char persistence,
            Map<Integer, Column> columns,
            List<List<Integer>> uniqueKeys) {

        /** The name as a person writes it. */
        public String displayName() {
            return schema + "." + name;
        }

        /** Whether triggers can stand on it and see every change. */
        public boolean canHaveTriggers() {
            return !isCatalog() && (kind == 'r' || kind == 'p') && persistence != 't';
        }

        /** Whether it belongs to the server. */
        boolean isCatalog() {
            return schema.equals("pg_catalog") || schema.equals("information_schema") || schema.startsWith("pg_toast");
        }
    }

    /**
     * A column.
     *
     * @param number its number
     * @param name its name
     * @param type the oid of its type
     * @param modifier the type's modifier, -1 without one
     * @param collation the oid of its collation, 0 without one
     * @param notNull whether NULL is refused
     * @param virtual whether it is a generated column that is not stored
     */
    public record Column(
            int number, String name, long type, int modifier, long collation, boolean notNull, boolean virtual) {}

    /**
     * A function.
     *
     * @param schema its schema
     * @param name its name
     * @param arguments how many arguments it has
     * @param volatility {@code i}, {@code s} or {@code v}
     * @param returnsSet whether it gives rows
     */
    record Function(String schema, String name, int arguments, char volatility, boolean returnsSet) {

        boolean isBuiltIn() {
            return schema.equals("pg_catalog");
        }
    }

    /**
     * An operator.
     *
     * @param function the oid of its function
     * @param equality whether it is the equality of an index
     */
    record Operator(long function, boolean equality) {}

    /**
     * A type.
     *
     * @param name as it stands in SQL, a domain as the type below it
     * @param base the oid of that type
     * @param baseModifier the modifier that a domain gives, -1 without one
     * @param kind {@code b}, {@code c}, {@code e}, {@code r}, {@code m}
     * @param element the oid of an array's element, 0 if it is no array
     * @param hashable whether it has an extended hash function
     * @param builtIn whether it is one of PostgreSQL's own
     */
    record Type(String name, long base, int baseModifier, char kind, long element, boolean hashable, boolean builtIn) {}

    /** The oids of the tables, without the views and the server's own. */
    public Set<Long> tables() {
        return relations.values().stream()
                .filter(relation -> relation.kind() != 'v' && !relation.isCatalog())
                .map(Relation::oid)
                .collect(Collectors.toSet());
    }

    public Set<Long> viewOids() {
        return views.keySet();
    }

    /** Whether an operator node is the equality of an index. */
    boolean isEquality(Node operator) {
        Operator known = operators.get(operator.oid("opno"));
        return known != null && known.equality();
    }

    Relation relation(long oid) {
        return require(relations.get(oid), "relation", oid);
    }

    Type type(long oid) {
        return require(types.get(oid), "type", oid);
    }

    private static <T> T require(@Nullable T value, String what, long oid) {
        if (value == null) {
            throw new IllegalStateException("no " + what + " " + oid);
        }
        return value;
    }

    /** The type of a column as it stands in SQL. */
    public String typeName(Column column) {
        return type(column.type()).name();
    }

    /** Whether equal values of a column have an equal {@code hash_record_extended}. */
    public boolean hashable(Column column) {
        return type(column.type()).hashable() && !looseCollations.contains(column.collation());
    }
}
