// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.read;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows what is demanded of a view down to the columns of base tables, and checks the expressions on the way. Each is
 * followed once.
 */
final class Demands implements Expressions {

    private static final int EXISTS = 0;
    private static final int ANY = 2;
    private static final int ARRAY = 6;
    /** A level whose rows have been asked for has this among its demanded columns. */
    private static final int ROWS = 0;

    private static final Set<String> HARMLESS = Set.of(
            "AGGREF",
            "ARRAYCOERCEEXPR",
            "ARRAYEXPR",
            "BOOLEANTEST",
            "BOOLEXPR",
            "CASEEXPR",
            "CASETESTEXPR",
            "CASEWHEN",
            "COALESCEEXPR",
            "COERCETODOMAIN",
            "COERCETODOMAINVALUE",
            "COERCEVIAIO",
            "COLLATEEXPR",
            "CONST",
            "CONVERTROWTYPEEXPR",
            "DISTINCTEXPR",
            "FIELDSELECT",
            "FUNCEXPR",
            "JSONBEHAVIOR",
            "JSONCONSTRUCTOREXPR",
            "JSONEXPR",
            "JSONFORMAT",
            "JSONISPREDICATE",
            "JSONRETURNING",
            "JSONTABLEPATH",
            "JSONTABLEPATHSCAN",
            "JSONTABLESIBLINGJOIN",
            "JSONVALUEEXPR",
            "MINMAXEXPR",
            "NAMEDARGEXPR",
            "NULLIFEXPR",
            "NULLTEST",
            "OPEXPR",
            "RANGETBLFUNCTION",
            "RELABELTYPE",
            "ROWCOMPAREEXPR",
            "ROWEXPR",
            "SCALARARRAYOPEXPR",
            "SORTGROUPCLAUSE",
            "SUBSCRIPTINGREF",
            "TABLEFUNC",
            "TARGETENTRY",
            "WINDOWCLAUSE",
            "WINDOWFUNC",
            "XMLEXPR");

    private final Findings findings;
    private final LevelBuilder levels;
    private final FunctionCheck functions;
    private final OrderCheck order;

    Demands(Findings findings, LevelBuilder levels) {
        this.findings = findings;
        this.levels = levels;
        this.functions = new FunctionCheck(findings);
        this.order = new OrderCheck(findings);
    }

    /** Demands a column that a level gives. */
    void output(Level level, int column) {
        if (level.demand(ROWS)) {
            order.rows(level);
        }
        if (!level.demand(column)) {
            return;
        }
        if (level.isSetOperation()) {
            for (int branch : level.branches()) {
                if (level.entries().get(branch) instanceof Level.Entry.Sub sub) {
                    output(sub.level(), column);
                }
            }
            return;
        }
        level.output(column).ifPresent(target -> {
            String name = target.has("resname") ? target.text("resname") : "?";
            follow(target.value("expr"), level, "column " + name, false);
        });
    }

    private void outputs(Level level) {
        level.outputs().forEach(target -> output(level, target.number("resno")));
    }

    /** What decides the rows of a level, whichever columns are demanded. */
    void clauses(Level level) {
        Node query = level.query();
        for (Node target : query.nodes("targetList")) {
            if (target.number("ressortgroupref") != 0 && !level.isSetOperation()) {
                follow(target.value("expr"), level, "its sort and group expressions", false);
            }
        }
        follow(query.value("havingQual"), level, "HAVING", false);
        follow(query.value("limitCount"), level, "LIMIT", false);
        follow(query.value("limitOffset"), level, "OFFSET", false);
        for (Node window : query.nodes("windowClause")) {
            follow(window.value("startOffset"), level, "its windows", false);
            follow(window.value("endOffset"), level, "its windows", false);
        }
        if (query.flag("hasTargetSRFs")
                || query.filled("distinctClause")
                || comparesRows(query.node("setOperations"))) {
            outputs(level);
        }
    }

    /** Whether a set operation compares whole rows; UNION ALL does not. */
    private static boolean comparesRows(@Nullable Node operation) {
        if (operation == null || operation.is("RANGETBLREF")) {
            return false;
        }
        return operation.number("op") != 1
                || !operation.flag("all")
                || comparesRows(operation.node("larg"))
                || comparesRows(operation.node("rarg"));
    }

    /** The entry of a FROM that calls functions. */
    Level.Entry function(Node entry, Level level) {
        List<Node> calls = entry.nodes("functions");
        int columns = 0;
        boolean single = calls.size() == 1;
        for (Node call : calls) {
            columns += call.number("funccolcount");
            Node expression = call.node("funcexpr");
            follow(expression, level, "its FROM", false);
            single &= expression == null || !expression.is("FUNCEXPR") || !expression.flag("funcretset");
        }
        return new Level.Entry.Computed(single, entry.flag("funcordinality") ? columns + 1 : null);
    }

    /** An entry of a FROM that has its expressions in it. */
    void values(Node entry, Level level) {
        follow(entry.value("values_lists"), level, "VALUES", false);
        follow(entry.value("tablefunc"), level, "its FROM", false);
    }

    @Override
    public void follow(@Nullable Object value, Level level, String what, boolean mustHold) {
        if (value instanceof List<?> list) {
            list.forEach(item -> follow(item, level, what, false));
        } else if (value instanceof Node node) {
            node(node, level, what, mustHold);
        }
    }

    private void node(Node node, Level level, String what, boolean mustHold) {
        switch (node.type()) {
            case "VAR" -> variable(node, level, what);
            case "SUBLINK" -> sublink(node, level, what, mustHold);
            case "PARAM" -> {
                if (node.number("paramkind") != 2) {
                    findings.unknown("a parameter", level.place());
                }
            }
            default -> {
                String place = level.place() + ", " + what;
                if (!HARMLESS.contains(node.type())) {
                    functions.unknown(node, place);
                }
                functions.check(node, place);
                if (node.is("AGGREF")) {
                    order.aggregates().check(node, level, place);
                } else if (node.is("WINDOWFUNC")) {
                    order.window(node, level, place);
                }
                boolean and = node.is("BOOLEXPR") && node.text("boolop").equals("and");
                node.fields().values().forEach(inner -> {
                    if (inner instanceof Node child) {
                        node(child, level, what, false);
                    } else if (inner instanceof List<?> list) {
                        list.forEach(item -> follow(item, level, what, and && mustHold));
                    }
                });
            }
        }
    }

    private void variable(Node variable, Level level, String what) {
        Level at = level.up(variable.number("varlevelsup"));
        int number = variable.number("varno");
        int column = variable.number("varattno");
        Level.Entry entry = at.entries().get(number);
        if (entry instanceof Level.Entry.Table table) {
            table(table.use(), column, level, what);
        } else if (entry instanceof Level.Entry.Sub sub) {
            if (column > 0) {
                output(sub.level(), column);
            } else {
                outputs(sub.level());
            }
        } else if (entry instanceof Level.Entry.Join join) {
            follow(column > 0 ? join.aliases().get(column - 1) : join.aliases(), at, what, false);
        } else if (entry instanceof Level.Entry.Group group) {
            if (at.demand(-column)) {
                follow(group.expressions().get(column - 1), at, what, false);
            }
        } else if (entry == null) {
            findings.unknown("a reference to range table entry " + number, level.place());
        }
    }

    private void table(TableUse use, int column, Level level, String what) {
        if (column > 0) {
            use.use(column);
        } else if (column == 0) {
            use.useAll();
        } else {
            findings.unknown("a system column of " + use.table().displayName(), level.place() + ", " + what);
        }
    }

    private void sublink(Node sublink, Level level, String what, boolean mustHold) {
        Node query = Objects.requireNonNull(sublink.node("subselect"));
        Level inside = levels.build(query, level, level.place() + ", " + what + ", " + named(query), false);
        int kind = sublink.number("subLinkType");
        if (kind != EXISTS) {
            outputs(inside);
        }
        if (kind == ANY) {
            new Conditions(findings, level, this).membership(sublink, inside, mustHold);
        }
        if (kind == ARRAY) {
            order.array(inside);
        }
        follow(sublink.value("testexpr"), level, what, false);
    }

    private String named(Node query) {
        for (Node entry : query.nodes("rtable")) {
            Node names = entry.node("eref");
            if (entry.number("rtekind") == 0 && names != null) {
                Facts.Relation table = findings.facts().relation(entry.oid("relid"));
                return "sub-select over " + table.name()
                        + (names.text("aliasname").equals(table.name()) ? "" : " " + names.text("aliasname"));
            }
        }
        return "sub-select";
    }
}
