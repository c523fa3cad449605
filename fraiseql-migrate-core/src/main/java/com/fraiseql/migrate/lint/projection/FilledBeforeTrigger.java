// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.projection;

import com.fraiseql.migrate.lint.rule.Done;
import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.QualifiedName;
import com.fraiseql.migrate.sql.Token;
import com.fraiseql.migrate.sql.Write;

/** A read table that is filled before the trigger that keeps it is there. */
final class FilledBeforeTrigger extends Rule {

    FilledBeforeTrigger() {
        super(rule("L847", "read-table-filled-before-its-trigger", LintLevel.WARNING)
                .about(Command.CreateObject.class)
                .title("What others write between the filling and the trigger never reaches the read table")
                .why("""
                        The query that fills the table has a snapshot. A change that commits after it and before the
                        trigger is there is in neither. First the trigger, which waits for the writers that are there,
                        then the rows.
                        """)
                .rewrite("""
                        CREATE TRIGGER sync_insert AFTER INSERT ON tb_comment REFERENCING NEW TABLE AS changed
                            FOR EACH STATEMENT EXECUTE FUNCTION sync_comment();
                        INSERT INTO tv_comment SELECT id, data FROM v_comment;
                        """)
                .source("docs/cqrs.md")
                .proof(new Proof.Unseen("The lost change is one of another session, between the two statements.")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateObject create
                && create.kind() == ObjectKind.TRIGGER
                && create.on() != null) {
            for (Done done : step.transaction().done()) {
                if (done.command() instanceof Command.Query query) {
                    for (Write write : query.writes()) {
                        if (write.source() == Write.Source.QUERY
                                && ReadTables.isReadTable(write.table())
                                && reads(step, write, create.on())) {
                            report.add(
                                    write.table() + " has been filled in line " + done.line() + ", and changes of "
                                            + create.on() + " since then are lost.",
                                    "Create the trigger first.");
                        }
                    }
                }
            }
        }
    }

    private static boolean reads(Step step, Write write, QualifiedName table) {
        return write.body().stream()
                .filter(Token::isName)
                .map(Token::name)
                .anyMatch(name -> name.equals(table.name())
                        || step.known().mentionsOf(name).contains(table.name()));
    }
}
