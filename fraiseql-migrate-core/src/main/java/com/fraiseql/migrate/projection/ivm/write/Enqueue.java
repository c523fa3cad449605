// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.write;

import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.projection.ivm.derive.Slot;
import com.fraiseql.migrate.projection.ivm.derive.Source;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The end of each collector: one row into the queue.
 *
 * <p>The first row of a transaction is its ticket, for which the deferred trigger fires. The note
 * {@code fraiseql.ivm} says that there is one; it is set until the end of the transaction, and goes back with a
 * savepoint as the row does. Who resets it gets a second ticket, which finds nothing to do. While a pass works,
 * what is queued needs none: the pass looks again.
 */
final class Enqueue {

    /** The variables that it uses. */
    static final String DECLARATIONS = "  me pg_catalog.xid8;\n  note pg_catalog.text;\n  first boolean;\n";

    private static final String ME = "me::pg_catalog.text";

    private final Names names;
    private final IvmOptions.Isolation isolation;

    Enqueue(Names names, IvmOptions.Isolation isolation) {
        this.names = names;
        this.isolation = isolation;
    }

    /**
     * Writes it; expects the variables of {@link #DECLARATIONS}.
     *
     * @param everything whether all rows of the tables are to be recomputed
     * @param concerns the bits
     * @param slots the columns
     * @param values what goes into them
     */
    String text(Source source, String everything, String concerns, List<Slot> slots, List<String> values) {
        StringBuilder text = new StringBuilder();
        if (isolation == IvmOptions.Isolation.READ_COMMITTED) {
            text.append(refusal(source));
        }
        text.append("  me := pg_catalog.pg_current_xact_id();\n");
        text.append("  note := pg_catalog.current_setting('fraiseql.ivm', true);\n");
        text.append("  first := pg_catalog.split_part(coalesce(note, ''), ' ', 1) OPERATOR(pg_catalog.<>) ");
        text.append(ME)
                .append(";\n  IF first THEN\n    note := ")
                .append(note(""))
                .append(";\n");
        if (!source.maintained()) {
            text.append("  ELSIF note OPERATOR(pg_catalog.=) pg_catalog.concat(")
                    .append(ME)
                    .append(", ' pass') THEN\n");
            text.append("    note := ").append(note(" again")).append(";\n");
        }
        text.append("  END IF;\n  INSERT INTO ").append(names.queue());
        text.append(" (x, source, ticket, everything, concerns");
        text.append(slots.stream().map(s -> ", " + Sql.name(s.name())).collect(Collectors.joining()));
        text.append(")\n    VALUES (me, ")
                .append(source.number())
                .append(", first, ")
                .append(everything)
                .append(", ");
        text.append(concerns)
                .append(values.stream().map(v -> ", " + v).collect(Collectors.joining()))
                .append(");\n  RETURN NULL;\n");
        return text.toString();
    }

    private static String note(String state) {
        return "pg_catalog.set_config('fraiseql.ivm', "
                + (state.isEmpty() ? ME : "pg_catalog.concat(" + ME + ", '" + state + "')") + ", true)";
    }

    private static String refusal(Source source) {
        String readers = source.concerns().stream()
                .flatMap(c -> c.tables().stream())
                .distinct()
                .collect(Collectors.joining(", "));
        return "  IF pg_catalog.current_setting('transaction_isolation') OPERATOR(pg_catalog.<>)"
                + " ALL ('{read committed,read uncommitted}'::pg_catalog.text[]) THEN\n"
                + "    RAISE EXCEPTION USING ERRCODE = 'feature_not_supported',\n      MESSAGE = "
                + Functions.quoted(
                        readers + " must stay equal to what " + source.table().displayName()
                                + " has, and a transaction at this isolation level cannot see what others have "
                                + "just committed.")
                + ",\n      HINT = "
                + Functions.quoted("Write at READ COMMITTED, or install the maintenance with"
                        + " fraiseql.migrate.ivm.isolation=any.")
                + ";\n  END IF;\n";
    }
}
