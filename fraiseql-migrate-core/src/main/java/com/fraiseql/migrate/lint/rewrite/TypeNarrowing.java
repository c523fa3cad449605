// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.rewrite;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.TableRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.TableAction;
import com.fraiseql.migrate.sql.TypeName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A type that holds less than the old one. */
final class TypeNarrowing extends TableRule {

    TypeNarrowing() {
        super(rule("L203", "type-narrowed", LintLevel.WARNING)
                .title("The new type holds less than the old one, so the change fails or values lose digits")
                .why("""
                        A value that is too long or too large ends the migration with an error, after the table has
                        been locked and half written. Digits and times of day that the new type has no room for are
                        gone.
                        """)
                .rewrite("""
                        -- first migration
                        ALTER TABLE tb_post ADD CONSTRAINT tb_post_code_short CHECK (char_length(code) <= 3) NOT VALID;
                        -- second migration: fails without harm if a row is too long
                        ALTER TABLE tb_post VALIDATE CONSTRAINT tb_post_code_short;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"SET DATA TYPE\"")
                .proof(new Proof.Fails("22001")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        TypeChange change = TypeChange.of(step, alter, action);
        if (change != null && !change.converts() && isNarrower(TypeName.of(change.from()), TypeName.of(change.to()))) {
            report.add(
                    "Not every " + change.from() + " of " + change.column() + " fits into " + change.to() + ".",
                    "Look for such rows first, with a CHECK that is NOT VALID and validated later.");
        }
    }

    private static boolean isNarrower(@Nullable TypeName old, @Nullable TypeName type) {
        if (old == null || type == null || old.array() || type.array()) {
            return false;
        }
        Integer length = type.modifier(0);
        return switch (type.base()) {
            case "varchar", "bpchar" ->
                length != null
                        && (old.base().equals("text")
                                || ((old.base().equals("varchar") || old.base().equals("bpchar"))
                                        && !type.isAtLeastAsLongAs(old)));
            case "numeric" ->
                length != null
                        && (old.base().equals("numeric")
                                ? old.modifier(0) == null || digits(old) > digits(type) || old.scale() > type.scale()
                                : SIZES.containsKey(old.base()));
            case "date" -> old.base().equals("timestamp") || old.base().equals("timestamptz");
            case "int2", "int4", "int8", "float4" ->
                old.base().equals("numeric") || SIZES.getOrDefault(old.base(), 0) > SIZES.getOrDefault(type.base(), 0);
            default -> false;
        };
    }

    private static int digits(TypeName numeric) {
        Integer precision = numeric.modifier(0);
        return precision == null ? 0 : precision - numeric.scale();
    }

    private static final Map<String, Integer> SIZES = Map.of("int2", 1, "int4", 2, "int8", 3, "float4", 4, "float8", 5);
}
