// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.rewrite;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.TableRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.TableAction;
import com.fraiseql.migrate.sql.TypeName;

/** A new column of a domain that has a constraint. */
final class AddDomainColumn extends TableRule {

    AddDomainColumn() {
        super(rule("L209", "add-column-of-constrained-domain", LintLevel.ERROR)
                .title("ADD COLUMN of a domain with a constraint rewrites the whole table")
                .why("""
                        PostgreSQL checks the value in each row, so table and indexes are rebuilt under ACCESS
                        EXCLUSIVE, although the default is a constant.
                        """)
                .rewrite("""
                        ALTER TABLE tb_post ADD COLUMN price numeric DEFAULT 0;
                        ALTER TABLE tb_post ADD CONSTRAINT tb_post_price_check CHECK (price >= 0) NOT VALID;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"Notes\"")
                .proof(new Proof.TakesLock("tb_post", LockLevel.ACCESS_EXCLUSIVE))
                .proof(new Proof.Rewrites("tb_post")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        if (action instanceof TableAction.AddColumn add) {
            TypeName type = add.column().typeName();
            if (type != null && !type.array() && step.known().isConstrainedDomain(type.base())) {
                report.add(
                        "The domain " + type.base() + " has a constraint, so " + alter.name()
                                + " and all of its indexes are rewritten.",
                        "Use the plain type, and add the CHECK with NOT VALID.");
            }
        }
    }
}
