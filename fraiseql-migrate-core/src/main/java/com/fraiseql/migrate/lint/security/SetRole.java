// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.security;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;

/** SET ROLE and SET SESSION AUTHORIZATION. */
final class SetRole extends Rule {

    SetRole() {
        super(rule("L907", "set-role", LintLevel.ADVICE)
                .about(Command.SetParameter.class)
                .title("What follows SET ROLE belongs to another role")
                .why("""
                        Objects that are created below belong to that role, and its privileges decide what the
                        statements may do. The migration fails where its user is no member of the role.
                        """)
                .rewrite("""
                        CREATE TABLE tb_tag (id bigint PRIMARY KEY);
                        ALTER TABLE tb_tag OWNER TO pg_monitor;
                        """)
                .source("PostgreSQL manual, SET ROLE")
                .proof(new Proof.Observes(
                        "SELECT pg_get_userbyid(relowner) FROM pg_class WHERE relname = 'tb_tag'", "pg_monitor")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.scope() == Step.Scope.FILE
                && step.command() instanceof Command.SetParameter set
                && step.tokens().get(0).is("SET")
                && (set.target() == Command.SetParameter.Target.ROLE
                        || set.target() == Command.SetParameter.Target.SESSION_AUTHORIZATION)) {
            report.add(
                    "What is created below belongs to another role than the rest of the schema.",
                    "Leave the role as it is, and give objects away with OWNER TO.");
        }
    }
}
