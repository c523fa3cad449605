// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.compatibility;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.ObjectKind;

/** ADD VALUE without BEFORE or AFTER. */
final class EnumValueOrder extends Rule {

    EnumValueOrder() {
        super(rule("L509", "enum-value-without-place", LintLevel.ADVICE)
                .about(Command.AddEnumValue.class)
                .title("The new value of the enum sorts after all others")
                .why("""
                        An enum sorts by the order of its values, not by their names. Without BEFORE or AFTER the new
                        one comes last, and no later statement can move it.
                        """)
                .rewrite("""
                        ALTER TYPE post_status ADD VALUE 'review' BEFORE 'published';
                        """)
                .source("PostgreSQL manual, ALTER TYPE, \"ADD VALUE\"")
                .proof(new Proof.Observes("SELECT enum_last(NULL::post_status)", "review")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.AddEnumValue add
                && !add.placed()
                && !step.isNew(ObjectKind.TYPE, add.type())) {
            report.add(
                    "'" + add.value() + "' sorts after all other values of " + add.type() + ".",
                    "Say where it belongs with BEFORE or AFTER.");
        }
    }
}
