// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.write;

import com.fraiseql.migrate.projection.ivm.derive.Concern;
import com.fraiseql.migrate.projection.ivm.derive.IvmPlan;
import com.fraiseql.migrate.projection.ivm.derive.Source;
import com.fraiseql.migrate.projection.ivm.derive.TablePlan;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The pass of a transaction, and the function that calls for it early.
 *
 * <ol>
 *   <li>Which tables are concerned is read from the queue. What an older collector has queued cannot be read, so then
 *       everything is recomputed.
 *   <li>Relation locks of all of them, before any advisory lock.
 *   <li>Table by table, in the one order that all passes have.
 *   <li>If a user's trigger has written to base tables meanwhile, once more.
 * </ol>
 */
final class PassSql {

    private final IvmPlan plan;
    private final Names names;
    private final Home home;

    PassSql(IvmPlan plan, Names names, Home home) {
        this.plan = plan;
        this.names = names;
        this.home = home;
    }

    GeneratedFunction pass() {
        return Functions.closed(
                "The pass: once per transaction, when it commits.",
                Names.PREFIX + "_pass",
                names.pass() + "()",
                "trigger " + Functions.evaluating(home, plan.options().timeZone()),
                passBody());
    }

    private String passBody() {
        List<TablePlan> tables = plan.tables();
        StringBuilder text = new StringBuilder("#variable_conflict use_column\nDECLARE\n");
        text.append("  me CONSTANT xid8 := pg_current_xact_id();\n  note text;\n  r record;\n  queued bigint;\n");
        text.append("  before bigint;\n  single boolean;\n  sources integer[];\n");
        for (int i = 1; i <= tables.size(); i++) {
            text.append("  t").append(i).append(" boolean; e").append(i).append(" boolean;  ");
            text.append(Functions.comment(tables.get(i - 1).name() + ": concerned, everything"))
                    .append('\n');
        }
        text.append("BEGIN\n  LOOP\n    note := set_config('fraiseql.ivm', me::text || ' pass', true);\n");
        text.append("    sources := NULL; queued := 0; single := true;\n");
        for (int i = 1; i <= tables.size(); i++) {
            text.append("    t").append(i).append(" := false; e").append(i).append(" := false;\n");
        }
        text.append(
                "    FOR r IN SELECT q.source, bit_or(q.concerns) AS concerns, bool_or(q.everything) AS everything,\n");
        text.append("        count(*) AS n FROM ").append(names.queue());
        text.append(" q WHERE q.x = me GROUP BY q.source LOOP\n");
        text.append("      sources := sources || r.source; single := single AND r.n = 1;\n");
        text.append(plan.sources().isEmpty() ? otherwise() : cases());
        text.append("    END LOOP;\n    EXIT WHEN sources IS NULL;\n");
        text.append(relationLocks());
        for (int i = 1; i <= tables.size(); i++) {
            text.append("    IF t").append(i).append(" THEN\n      PERFORM ");
            text.append(names.maintain(tables.get(i - 1).table()))
                    .append("(e")
                    .append(i)
                    .append(", single, sources);\n");
            text.append("    END IF;\n");
        }
        text.append("    IF current_setting('fraiseql.ivm', true) IS NOT DISTINCT FROM me::text || ' pass' THEN\n");
        text.append("      EXIT;\n    END IF;\n    before := queued;\n    SELECT count(*) INTO queued FROM ");
        text.append(names.queue())
                .append(" q WHERE q.x = me")
                .append(notMaintained())
                .append(";\n");
        text.append("    EXIT WHEN queued = before;\n  END LOOP;\n");
        text.append("  DELETE FROM ").append(names.queue()).append(" q WHERE q.x = me;\n");
        text.append("  note := set_config('fraiseql.ivm', '', true);\n  RETURN NULL;\nEND\n");
        return text.toString();
    }

    private String cases() {
        StringBuilder text = new StringBuilder("      CASE r.source\n");
        for (Source source : plan.sources()) {
            text.append("        WHEN ").append(source.number()).append(" THEN  ");
            text.append(Functions.comment(source.table().displayName())).append('\n');
            if (!source.maintained()) {
                text.append("          queued := queued + r.n;\n");
            }
            for (Concern concern : source.concerns()) {
                text.append("          IF r.concerns & ").append(concern.mask()).append(" <> 0 THEN");
                for (String table : concern.tables()) {
                    int i = number(table);
                    text.append(" t")
                            .append(i)
                            .append(" := true; e")
                            .append(i)
                            .append(" := e")
                            .append(i);
                    text.append(" OR r.everything;");
                }
                text.append(" END IF;\n");
            }
        }
        return text.append("        ELSE\n")
                .append(otherwise())
                .append("      END CASE;\n")
                .toString();
    }

    /** What an older collector has queued. */
    private String otherwise() {
        StringBuilder text = new StringBuilder("          queued := queued + r.n;\n");
        for (int i = 1; i <= plan.tables().size(); i++) {
            text.append("          t").append(i).append(" := true; e").append(i).append(" := true;\n");
        }
        return text.toString();
    }

    private int number(String table) {
        return plan.tables().stream().map(TablePlan::name).toList().indexOf(table) + 1;
    }

    /** A table whose view reads one that is concerned may be concerned as well: its own function looks. */
    private String relationLocks() {
        StringBuilder text = new StringBuilder();
        for (TablePlan table : plan.tables()) {
            List<TablePlan> also = plan.concernedBy(table);
            if (also.size() > 1) {
                text.append("    IF t").append(number(table.name())).append(" THEN");
                also.stream()
                        .skip(1)
                        .forEach(o -> text.append(" t").append(number(o.name())).append(" := true;"));
                text.append(" END IF;\n");
            }
        }
        for (TablePlan table : plan.tables()) {
            String t = "t" + number(table.name());
            // what a migration has dropped is not in the way of those who write
            text.append("    IF ").append(t).append(" AND (to_regclass(");
            text.append(Functions.quoted(Names.view(table.table()))).append(") IS NULL OR to_regclass(");
            text.append(Functions.quoted(Names.target(table.table()))).append(") IS NULL) THEN\n      ");
            text.append(t).append(" := false;\n    END IF;\n    IF ").append(t).append(" THEN\n");
            text.append(LockSql.relations("      ", table.table())).append("    END IF;\n");
        }
        return text.toString();
    }

    private String notMaintained() {
        List<Integer> numbers = plan.maintainedSources();
        return numbers.isEmpty()
                ? ""
                : " AND q.source NOT IN ("
                        + numbers.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")";
    }

    /** For read-your-writes within a transaction. */
    GeneratedFunction flush() {
        return Functions.open(
                "Maintains at once what this transaction has changed, so that it can read its own writes.",
                Names.PREFIX + "_flush",
                names.flush() + "()",
                "void LANGUAGE plpgsql",
                "BEGIN\n  SET CONSTRAINTS " + names.ticket() + " IMMEDIATE;\n  SET CONSTRAINTS " + names.ticket()
                        + " DEFERRED;\nEND\n");
    }
}
