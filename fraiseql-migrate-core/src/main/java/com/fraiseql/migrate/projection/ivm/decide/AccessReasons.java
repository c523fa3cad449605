// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.decide;

import com.fraiseql.migrate.projection.ivm.Reason;
import com.fraiseql.migrate.projection.ivm.Reason.Code;
import com.fraiseql.migrate.projection.ivm.read.TableUse;
import com.fraiseql.migrate.projection.ivm.read.ViewShape;
import java.util.ArrayList;
import java.util.List;

/** What keeps changes of a base table from being captured, or its rows from being seen. Pure. */
final class AccessReasons {

    private AccessReasons() {}

    static List<Reason> of(TableUse use, TableFacts.Access access, ViewShape.Proven view) {
        String table = use.table().displayName();
        List<Reason> reasons = new ArrayList<>();
        if (!access.triggers()) {
            reasons.add(new Reason(
                    Code.PRIVILEGE,
                    table,
                    use.place(),
                    "The session's role may not read it, or may not create triggers on it or its partitions.",
                    "GRANT SELECT, TRIGGER ON " + table + " to the role that migrates, or make it the owner."));
        }
        if (access.filtered() || (access.rowSecurity() && view.byInvoker())) {
            reasons.add(new Reason(
                    Code.ROW_SECURITY,
                    table + " with row level security",
                    use.place(),
                    "What the view gives depends on who reads it, so there is no one content for the table.",
                    "Let a role that its policies do not apply to own the view and run the migrations, without "
                            + "security_invoker."));
        }
        if (access.replicated()) {
            reasons.add(new Reason(
                    Code.REPLICATED,
                    table + " in a subscription",
                    use.place(),
                    "Rows that arrive by logical replication fire no statement triggers.",
                    "Maintain the read table on the publisher, and replicate it as well."));
        }
        return reasons;
    }
}
