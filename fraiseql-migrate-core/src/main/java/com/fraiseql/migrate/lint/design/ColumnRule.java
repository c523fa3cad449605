// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.design;

import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.RuleInfo;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.sql.Column;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.QualifiedName;
import com.fraiseql.migrate.sql.TableAction;
import com.fraiseql.migrate.sql.Token;
import com.fraiseql.migrate.sql.TypeName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rule about one column, which CREATE TABLE or ADD COLUMN defines; temporary tables are left out. */
abstract class ColumnRule extends Rule {

    /**
     * What is said of a column.
     *
     * @param what one sentence: what will happen
     * @param action one sentence: what to do
     */
    record Advice(String what, String action) {}

    ColumnRule(RuleInfo.Builder info) {
        super(info.about(Command.CreateTable.class, Command.AlterTable.class));
    }

    @Override
    public final void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateTable create && !create.temporary()) {
            create.columns().forEach(column -> check(step, create.name(), column, report));
        } else if (step.command() instanceof Command.AlterTable alter && alter.kind() == ObjectKind.TABLE) {
            for (TableAction action : alter.actions()) {
                if (action instanceof TableAction.AddColumn add) {
                    check(step, alter.name(), add.column(), report);
                }
            }
        }
    }

    private void check(Step step, QualifiedName table, Column column, Report report) {
        Advice advice = advice(step, table, column);
        if (advice != null) {
            report.at(offset(step, table, column), advice.what(), advice.action());
        }
    }

    private static int offset(Step step, QualifiedName table, Column column) {
        for (Token token : step.tokens()) {
            if (token.offset() >= table.to() && token.isName() && token.name().equals(column.name())) {
                return token.offset();
            }
        }
        return table.from();
    }

    /** Whether the column is of one of these types, by their names in {@code pg_type}, and no array. */
    static boolean isOf(Column column, String... names) {
        TypeName type = column.typeName();
        return type != null && !type.array() && List.of(names).contains(type.base());
    }

    /** Whether the column's type says how long or how exact its values are. */
    static boolean hasModifier(Column column) {
        TypeName type = column.typeName();
        return type != null && !type.modifiers().isEmpty();
    }

    /** {@code null} if there is nothing to say. */
    protected abstract @Nullable Advice advice(Step step, QualifiedName table, Column column);
}
