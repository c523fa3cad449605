// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.rule;

import com.fraiseql.migrate.lint.catalog.Catalog;
import com.fraiseql.migrate.lint.catalog.KnownColumn;
import com.fraiseql.migrate.lint.catalog.KnownTable;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockProfile;
import com.fraiseql.migrate.sql.LockProfile.RelationLock;
import com.fraiseql.migrate.sql.LockRules;
import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.QualifiedName;
import com.fraiseql.migrate.sql.Token;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One statement under review, and what is known when it runs.
 *
 * @param code the statement
 * @param scope where it stands
 * @param transaction the transaction that it runs in
 * @param known the schema before it, as far as the files tell
 * @param setting what the review is for
 * @param locks its locks on relations that were there before the pending migrations
 */
public record Step(Code code, Scope scope, Transaction transaction, Catalog known, Setting setting, LockProfile locks) {

    /** A statement with its locks, which many rules ask for. */
    public static Step of(Code code, Scope scope, Transaction transaction, Catalog known, Setting setting) {
        return new Step(code, scope, transaction, known, setting, locks(code.command(), known, setting));
    }

    /** Where a statement stands. */
    public enum Scope {
        /** In the file itself. */
        FILE,
        /** In a DO block. */
        BLOCK,
        /** In what takes the migration back. */
        ROLLBACK
    }

    /**
     * A statement.
     *
     * @param tokens its tokens; for a statement of the file, their offsets are those of its text
     * @param command what it is
     * @param line the line in the file
     * @param unknown whether it is EXECUTE of a text that only the run makes; the tokens are those of the expression
     * @param comments what stands above it in comments; none in a block of code
     */
    public record Code(List<Token> tokens, Command command, int line, boolean unknown, List<String> comments) {}

    /**
     * What the review is for.
     *
     * @param version the server's major version; {@code null} if it is not known
     * @param batch the number of the migrations that run together
     */
    public record Setting(@Nullable Integer version, int batch) {}

    public Command command() {
        return code.command();
    }

    public List<Token> tokens() {
        return code.tokens();
    }

    /** Whether the pending migrations have created the table, so that no other session uses it. */
    public boolean isNew(QualifiedName table) {
        return known.isNew(table, setting.batch());
    }

    /** Whether the pending migrations have created another object, such as a type, a view or a schema. */
    public boolean isNew(ObjectKind kind, QualifiedName name) {
        return known.isNew(kind, name, setting.batch());
    }

    /** Whether the pending migrations add the column to a table that was there before, or create its table. */
    public boolean isNew(QualifiedName table, String column) {
        KnownTable known = table(table);
        KnownColumn found = known == null ? null : known.column(column);
        return isNew(table) || (found != null && found.batch() == setting.batch());
    }

    /** What the files tell of a table; {@code null} if they do not mention it above. */
    public @Nullable KnownTable table(QualifiedName table) {
        return known.table(table);
    }

    /** Whether the server may be older than a major version; if it is not known, the oldest is taken. */
    public boolean mayBeOlderThan(int major) {
        return (setting.version() == null ? LockRules.OLDEST : setting.version()) < major;
    }

    /** Whether the server may be of this major version or a newer one; if it is not known, it may. */
    public boolean mayBe(int major) {
        return setting.version() == null || setting.version() >= major;
    }

    private static LockProfile locks(Command command, Catalog known, Setting setting) {
        LockProfile all = LockRules.of(command, setting.version() == null ? LockRules.OLDEST : setting.version());
        if (all.locks().isEmpty()) {
            return all;
        }
        List<RelationLock> old = new ArrayList<>();
        for (RelationLock lock : all.locks()) {
            if (!known.isNew(lock.relation(), setting.batch())) {
                old.add(lock);
            }
        }
        return old.size() == all.locks().size() ? all : new LockProfile(old, all.unnamed());
    }
}
