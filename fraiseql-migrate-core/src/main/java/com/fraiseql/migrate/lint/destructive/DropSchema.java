// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.destructive;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.QualifiedName;

/** DROP SCHEMA. */
final class DropSchema extends Rule {

    DropSchema() {
        super(rule("L407", "drop-schema", LintLevel.ERROR)
                .about(Command.DropObject.class)
                .title("DROP SCHEMA removes a whole schema")
                .why("""
                        With CASCADE every table in it goes with all of its rows; without, the statement fails as soon
                        as anything is left in it.
                        """)
                .rewrite("""
                        -- name what goes
                        DROP TABLE app.tb_tag;
                        """)
                .source("PostgreSQL manual, DROP SCHEMA")
                .proof(new Proof.LosesRows("app.tb_tag")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.DropObject drop && drop.kind() == ObjectKind.SCHEMA) {
            for (QualifiedName schema : drop.names()) {
                if (!step.isNew(ObjectKind.SCHEMA, schema)) {
                    report.at(
                            schema.from(),
                            "DROP SCHEMA removes " + schema + (drop.cascade() ? " and all that is in it." : "."),
                            "Drop the objects in it by name, each when nothing uses it any more.");
                }
            }
        }
    }
}
