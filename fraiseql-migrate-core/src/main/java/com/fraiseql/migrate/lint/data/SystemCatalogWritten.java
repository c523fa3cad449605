// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.data;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.WriteRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.QualifiedName;
import com.fraiseql.migrate.sql.Write;
import java.util.Set;

/** INSERT, UPDATE and DELETE of the rows that PostgreSQL describes its objects with. */
final class SystemCatalogWritten extends WriteRule {

    /** Those that a migration may try to change; pg_settings, whose UPDATE is a SET, is none of them. */
    private static final Set<String> CATALOGS = Set.of(
            "pg_attrdef",
            "pg_attribute",
            "pg_auth_members",
            "pg_authid",
            "pg_cast",
            "pg_class",
            "pg_collation",
            "pg_constraint",
            "pg_database",
            "pg_default_acl",
            "pg_depend",
            "pg_enum",
            "pg_event_trigger",
            "pg_extension",
            "pg_foreign_server",
            "pg_foreign_table",
            "pg_index",
            "pg_inherits",
            "pg_language",
            "pg_namespace",
            "pg_operator",
            "pg_partitioned_table",
            "pg_policy",
            "pg_proc",
            "pg_publication",
            "pg_publication_rel",
            "pg_range",
            "pg_rewrite",
            "pg_sequence",
            "pg_shdepend",
            "pg_subscription",
            "pg_tablespace",
            "pg_trigger",
            "pg_type",
            "pg_user_mapping");

    SystemCatalogWritten() {
        super(rule("L623", "system-catalog-written", LintLevel.ERROR)
                .title("PostgreSQL checks nothing of what is written into its system catalogs")
                .why("""
                        No row is checked against the changed definition, nothing that depends on it is changed with
                        it, and no lock keeps the sessions away that use it. A mistake shows later, in a query that
                        fails or a dump that cannot be restored. Only a superuser may do it, so that it fails on most
                        hosted servers.
                        """)
                .rewrite("""
                        ALTER TABLE tb_post ADD CONSTRAINT tb_post_slug_short CHECK (length(slug) <= 8) NOT VALID;
                        -- next migration
                        ALTER TABLE tb_post VALIDATE CONSTRAINT tb_post_slug_short;
                        """)
                .source("PostgreSQL manual, 52 \"System Catalogs\"")
                .proof(new Proof.Observes("SELECT max(length(slug)) FROM tb_post", "8")));
    }

    @Override
    protected void check(Step step, Write write, Report report) {
        QualifiedName table = write.table();
        if (CATALOGS.contains(table.name())
                && (table.schema() == null || table.schema().equals("pg_catalog"))) {
            report.at(
                    table.from(),
                    "Nothing checks what is written into " + table.name() + ", and what depends on it is not changed.",
                    "Use the statement for it, such as ALTER TABLE or ALTER TYPE.");
        }
    }
}
