// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.constraint;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.TokenCursor;

/** A constraint of a domain that is checked at once. */
final class DomainConstraint extends Rule {

    DomainConstraint() {
        super(rule("L123", "domain-constraint-validated", LintLevel.WARNING)
                .about(Command.AlterObject.class)
                .title("A new constraint of a domain reads every table with a column of it, and their writers wait")
                .why("""
                        All tables with a column of the domain are locked with SHARE and read, one after the other.
                        The statement does not name them, so one cannot see how long it takes.
                        """)
                .rewrite("""
                        -- first migration
                        ALTER DOMAIN email ADD CONSTRAINT email_at CHECK (VALUE LIKE '%@%') NOT VALID;
                        -- second migration
                        ALTER DOMAIN email VALIDATE CONSTRAINT email_at;
                        """)
                .source("PostgreSQL manual, ALTER DOMAIN")
                .proof(new Proof.TakesLock("tb_author", LockLevel.SHARE))
                .proof(new Proof.Scans("tb_author"))
                .proof(new Proof.Blocks("UPDATE tb_author SET name = 'x' WHERE id = 1")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.AlterObject alter
                && alter.kind() == ObjectKind.DOMAIN
                && alter.name() != null
                && !step.isNew(ObjectKind.DOMAIN, alter.name())) {
            TokenCursor action = new TokenCursor(alter.action());
            if (action.accept("SET", "NOT", "NULL") || (action.accept("ADD") && !action.mentions("VALID"))) {
                report.add(
                        "Writers of every table with a column of the domain " + alter.name()
                                + " wait while its rows are checked.",
                        "Add the constraint with NOT VALID, and validate it in a later migration.");
            }
        }
    }
}
