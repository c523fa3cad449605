// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.read;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The types whose equal values have the same bytes. Where they do not ({@code numeric}: 1.0 = 1.00), which of two equal
 * values is kept or comes first depends on the plan.
 */
final class ExactTypes {

    private static final Set<String> EXACT = Set.of(
            "boolean",
            "smallint",
            "integer",
            "bigint",
            "oid",
            "uuid",
            "text",
            "character varying",
            "name",
            "\"char\"",
            "bytea",
            "date",
            "timestamp without time zone",
            "timestamp with time zone",
            "time without time zone",
            "money",
            "inet",
            "cidr",
            "macaddr",
            "macaddr8",
            "bit",
            "bit varying",
            "xid8",
            "pg_lsn");

    /** Those that are if a length or scale is given. */
    private static final Set<String> EXACT_WITH_MODIFIER = Set.of("numeric", "character");

    private ExactTypes() {}

    /**
     * The type of an expression.
     *
     * @param oid the type
     * @param modifier its modifier, -1 without one
     * @param collation its collation, 0 without one
     */
    record Type(long oid, int modifier, long collation) {

        static Type of(Node variable) {
            return new Type(variable.oid("vartype"), variable.number("vartypmod"), variable.oid("varcollid"));
        }
    }

    static boolean isExact(Facts facts, Type type) {
        Facts.Type known = facts.types().get(type.oid());
        if (known == null || facts.looseCollations().contains(type.collation())) {
            return false;
        }
        if (known.kind() == 'e' || (known.builtIn() && EXACT.contains(known.name()))) {
            return true;
        }
        if (known.element() != 0) {
            return isExact(facts, new Type(known.element(), type.modifier(), type.collation()));
        }
        boolean sized = type.modifier() != -1 || known.baseModifier() != -1;
        return known.builtIn() && sized && EXACT_WITH_MODIFIER.contains(known.name());
    }

    /** The same of an expression; false if its type is not known. */
    static boolean isExact(Facts facts, Node expression) {
        Type type = typeOf(expression);
        return type != null && isExact(facts, type);
    }

    /** The type that a node says it has; {@code null} if it does not say. */
    static @Nullable Type typeOf(Node expression) {
        return switch (expression.type()) {
            case "VAR" -> Type.of(expression);
            case "FUNCEXPR" -> new Type(expression.oid("funcresulttype"), -1, expression.oid("funccollid"));
            case "OPEXPR" -> new Type(expression.oid("opresulttype"), -1, expression.oid("opcollid"));
            case "RELABELTYPE" ->
                new Type(
                        expression.oid("resulttype"),
                        expression.number("resulttypmod"),
                        expression.oid("resultcollid"));
            case "COERCEVIAIO" -> new Type(expression.oid("resulttype"), -1, expression.oid("resultcollid"));
            case "COALESCEEXPR" -> new Type(expression.oid("coalescetype"), -1, expression.oid("coalescecollid"));
            case "CASEEXPR" -> new Type(expression.oid("casetype"), -1, expression.oid("casecollid"));
            case "CONST" ->
                new Type(expression.oid("consttype"), expression.number("consttypmod"), expression.oid("constcollid"));
            default -> null;
        };
    }
}
