// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.write;

import static com.fraiseql.migrate.projection.ivm.write.Columns.each;

import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.projection.ivm.decide.Maintained;
import com.fraiseql.migrate.projection.ivm.derive.Arrays;
import com.fraiseql.migrate.projection.ivm.derive.Reading;
import com.fraiseql.migrate.projection.ivm.derive.Slot;
import com.fraiseql.migrate.projection.ivm.derive.TablePlan;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The function that maintains one table within a pass.
 *
 * <ol>
 *   <li>What has changed is read from the queue.
 *   <li>It is counted how far that reaches. Too much, or everything: one lock on the table as a whole.
 *   <li>Otherwise that lock is taken shared, then the links' locks on the walk inward, then the keys'.
 *   <li>The keys' rows are recomputed from the view, and what differs is written.
 * </ol>
 */
final class MaintainSql {

    private final TablePlan plan;
    private final IvmOptions options;
    private final Names names;
    private final WalkSql walk;
    private final RecomputeSql recompute;

    MaintainSql(TablePlan plan, IvmOptions options, Names names) {
        this.plan = plan;
        this.options = options;
        this.names = names;
        this.walk = new WalkSql(plan, options.mostKeys(), guarded());
        this.recompute = new RecomputeSql(plan);
    }

    private boolean guarded() {
        return options.isolation() == IvmOptions.Isolation.ANY;
    }

    GeneratedFunction function() {
        return Functions.closed(
                "Maintains " + plan.name() + ".",
                names.maintainName(plan.table()),
                names.maintain(plan.table()) + "(whole boolean, single boolean, sources integer[])",
                "void LANGUAGE plpgsql",
                body());
    }

    private String body() {
        Maintained.Name name = plan.table().name();
        StringBuilder text = new StringBuilder("#variable_conflict use_column\nDECLARE\n");
        text.append("  me CONSTANT xid8 := pg_current_xact_id();\n  coarse boolean := whole;\n  n bigint;\n");
        if (guarded()) {
            text.append("  buckets integer[] := '{}';\n");
        }
        text.append(FailureSql.DECLARATIONS);
        if (!plan.table().proof().keyUnique()) {
            text.append("  twice text;\n");
        }
        for (Reading reading : plan.readings()) {
            for (Reading.Part part : reading.parts()) {
                text.append("  ").append(part.into().declarations()).append("  ");
                text.append(Functions.comment(reading.source().table().displayName() + ": "
                                + String.join(", ", part.group().columns())))
                        .append('\n');
            }
        }
        text.append(walk.declarations()).append("BEGIN\n");
        if (!plan.dependsOn().isEmpty()) {
            text.append(lookAgain());
        }
        plan.readings().forEach(r -> text.append(read(r)));
        text.append(plan.fine() ? walk.count() : "  coarse := true;\n");
        text.append(LockSql.table(plan.lock(), plan.fine()));
        text.append("  n := nextval(")
                .append(sequence(names.passes(name.schema(), name.table())))
                .append(");\n");
        text.append("  IF coarse THEN\n    n := nextval(")
                .append(sequence(names.coarsePasses(name.schema(), name.table())))
                .append(");\n  END IF;\n");
        text.append("  IF whole THEN\n");
        if (guarded()) {
            text.append(LockSql.guard(names.guard(), plan.lock()));
        }
        text.append(new FailureSql(plan, null).around(recompute.everything()));
        text.append("    RETURN;\n  END IF;\n");
        text.append(walk.begin()).append(walk.steps());
        text.append("  IF ").append(plan.keys().first()).append(" IS NULL THEN\n    RETURN;\n  END IF;\n");
        if (plan.fine()) {
            text.append(LockSql.keys(plan.keys(), plan.keySeed()));
        }
        if (guarded()) {
            text.append(plan.fine() ? LockSql.buckets(plan.keys(), plan.keySeed()) : "");
            text.append(LockSql.guard(names.guard(), plan.lock()));
        }
        text.append(new FailureSql(plan, FailureSql.keysOf(plan)).around(recompute.scopes() + recompute.nullScopes()));
        return text.append("END\n").toString();
    }

    private static String sequence(String name) {
        return Functions.quoted(name) + "::regclass";
    }

    /** The tables that its view reads have been maintained in this pass, and that has queued something. */
    private String lookAgain() {
        return "  SELECT array_agg(DISTINCT q.source), whole OR coalesce(bool_or(q.everything), false), "
                + "count(*) = count(DISTINCT q.source)\n    INTO sources, whole, single FROM " + names.queue()
                + " q WHERE q.x = me AND ("
                + plan.readings().stream()
                        .map(r -> "q.source = " + r.source().number() + " AND q.concerns & " + r.mask() + " <> 0")
                        .collect(Collectors.joining(" OR "))
                + ");\n  IF sources IS NULL AND NOT whole THEN\n    RETURN;\n  END IF;\n  coarse := whole;\n";
    }

    /** Reads the arrays; where each source has one row in the queue, which is the usual case, as they are. */
    private String read(Reading reading) {
        if (reading.parts().isEmpty()) {
            return "";
        }
        List<Reading.Part> oneColumn =
                reading.parts().stream().filter(p -> p.into().width() == 1).toList();
        String where = " WHERE q.x = me AND q.source = " + reading.source().number() + " AND q.concerns & "
                + reading.mask() + " <> 0";
        StringBuilder text =
                new StringBuilder("  IF NOT whole AND ").append(reading.source().number());
        text.append(" = ANY(sources) THEN  ");
        text.append(Functions.comment(reading.source().table().displayName())).append('\n');
        text.append("    IF single THEN\n    SELECT ")
                .append(slots(reading.parts().stream().flatMap(p -> p.group().slots().stream())));
        text.append("\n      INTO ")
                .append(reading.parts().stream().map(p -> p.into().list()).collect(Collectors.joining(", ")));
        text.append("\n      FROM ")
                .append(names.queue())
                .append(" q")
                .append(where)
                .append(";\n    ELSE\n");
        if (!oneColumn.isEmpty()) {
            text.append("    SELECT ").append(each(oneColumn.size(), ", ", i -> "array_agg(DISTINCT u.c" + i + ")"));
            text.append("\n      INTO ")
                    .append(oneColumn.stream().map(p -> p.into().first()).collect(Collectors.joining(", ")));
            text.append("\n      FROM ").append(names.queue()).append(" q CROSS JOIN LATERAL ");
            text.append(Columns.unnest(
                    slots(oneColumn.stream().flatMap(p -> p.group().slots().stream())), oneColumn.size()));
            text.append(where).append(";\n");
        }
        reading.parts().stream().filter(p -> p.into().width() > 1).forEach(p -> {
            Arrays into = p.into();
            text.append("    SELECT ").append(each(into.width(), ", ", i -> "array_agg(d.c" + i + ")"));
            text.append(" INTO ").append(into.list()).append("\n      FROM (SELECT DISTINCT u.* FROM ");
            text.append(names.queue()).append(" q CROSS JOIN LATERAL ");
            text.append(Columns.unnest(slots(p.group().slots().stream()), into.width()))
                    .append(where)
                    .append(") d;\n");
        });
        return text.append("    END IF;\n  END IF;\n").toString();
    }

    private static String slots(Stream<Slot> slots) {
        return slots.map(s -> "q." + Sql.name(s.name())).collect(Collectors.joining(", "));
    }
}
