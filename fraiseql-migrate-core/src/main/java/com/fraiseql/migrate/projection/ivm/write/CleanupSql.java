// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.write;

import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.projection.ivm.derive.IvmPlan;
import com.fraiseql.migrate.projection.ivm.derive.Source;
import com.fraiseql.migrate.projection.ivm.derive.TablePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Removes what an earlier version has generated and this one does not. */
final class CleanupSql {

    private CleanupSql() {}

    static String of(IvmPlan plan, Names names, Home home, List<GeneratedTrigger> triggers) {
        String schema = Functions.quoted(Sql.name(home.schema())) + "::regnamespace";
        String kept = triggers.isEmpty()
                ? ""
                : "\n      AND (t.tgrelid, t.tgname) NOT IN (VALUES "
                        + triggers.stream()
                                .map(t -> "(" + Functions.quoted(Sql.name(t.schema(), t.table()))
                                        + "::regclass::oid, name " + Functions.quoted(t.name()) + ")")
                                .collect(Collectors.joining(",\n        "))
                        + ")";
        String block = "DECLARE\n  r record;\nBEGIN\n"
                + "  FOR r IN SELECT t.tgname, t.tgrelid::regclass AS relation"
                + " FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid\n      WHERE NOT "
                + "t.tgisinternal"
                + " AND t.tgname LIKE 'zz\\_fraiseql\\_ivm\\_%' AND p.pronamespace = " + schema + kept
                + " LOOP\n    EXECUTE pg_catalog.format('DROP TRIGGER %I ON %s', r.tgname, r.relation);\n  END LOOP;\n"
                + "  FOR r IN SELECT p.oid::regprocedure AS f FROM pg_catalog.pg_proc p\n      WHERE p.pronamespace = "
                + schema
                + " AND p.proname LIKE 'fraiseql\\_ivm\\_%'\n      AND p.oid NOT IN (SELECT f FROM unnest(ARRAY["
                + functions(plan, names).stream()
                        .map(f -> "to_regprocedure(" + Functions.quoted(f) + ")")
                        .collect(Collectors.joining(", "))
                + "]) f WHERE f IS NOT NULL)"
                + " LOOP\n    EXECUTE pg_catalog.format('DROP FUNCTION %s', r.f);\n  END LOOP;\n"
                + "  FOR r IN SELECT c.oid::regclass AS s FROM pg_catalog.pg_class c\n      WHERE c.relnamespace = "
                + schema
                + " AND c.relkind = 'S' AND c.relname LIKE 'fraiseql\\_ivm\\__\\_%'" + notSequences(plan, names)
                + " LOOP\n    EXECUTE pg_catalog.format('DROP SEQUENCE %s', r.s);\n  END LOOP;\nEND\n";
        return Functions.block(block) + "DELETE FROM " + names.registry() + notRegistered(plan) + ";\n";
    }

    private static String notSequences(IvmPlan plan, Names names) {
        return plan.tables().isEmpty()
                ? ""
                : "\n      AND c.oid NOT IN ("
                        + plan.tables().stream()
                                .map(t -> t.table().name())
                                .map(n -> Functions.quoted(names.passes(n.schema(), n.table())) + "::regclass, "
                                        + Functions.quoted(names.coarsePasses(n.schema(), n.table())) + "::regclass")
                                .collect(Collectors.joining(", "))
                        + ")";
    }

    private static String notRegistered(IvmPlan plan) {
        return plan.tables().isEmpty()
                ? ""
                : " WHERE tv NOT IN ("
                        + plan.tables().stream()
                                .map(TablePlan::name)
                                .map(Functions::quoted)
                                .collect(Collectors.joining(", "))
                        + ")";
    }

    /** All functions that are generated, with the types of their arguments. */
    private static List<String> functions(IvmPlan plan, Names names) {
        List<String> functions = new ArrayList<>(List.of(
                names.pass() + "()",
                names.flush() + "()",
                names.compare() + "(text)",
                names.compareRange() + "(text, text, text)"));
        for (Source source : plan.sources()) {
            functions.add(names.wholesale(source.table()) + "()");
            functions.add(names.collector(source.table()) + "()");
        }
        for (TablePlan table : plan.tables()) {
            functions.add(names.maintain(table.table()) + "(boolean, boolean, integer[])");
        }
        return functions;
    }
}
