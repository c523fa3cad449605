// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.script.Traits.Kind;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.Command.Reindex.Scope;
import com.fraiseql.migrate.sql.QualifiedName;
import com.fraiseql.migrate.sql.TableAction;
import org.jspecify.annotations.Nullable;

/**
 * What reconciling needs of a statement that PostgreSQL does in several transactions. Names are as PostgreSQL keeps
 * them.
 *
 * @param statement the statement
 * @param kind CREATE_INDEX_, DROP_INDEX_, REINDEX_ or DETACH_CONCURRENTLY
 * @param schema the schema that the statement names: the table's for CREATE INDEX, DETACH and REINDEX TABLE, the
 *     index's for DROP INDEX and REINDEX INDEX; {@code null} if it names none
 * @param index the index; {@code null} for DETACH and REINDEX TABLE, and where CREATE INDEX leaves the name to
 *     PostgreSQL
 * @param table the table; for DETACH the partitioned one; {@code null} for DROP INDEX and REINDEX INDEX
 * @param partition the partition that DETACH names, or {@code null}
 * @param words what the statement says
 */
public record IndexStatement(
        Statement statement,
        Kind kind,
        @Nullable String schema,
        @Nullable String index,
        @Nullable String table,
        @Nullable QualifiedName partition,
        Words words) {

    /**
     * What a statement says.
     *
     * @param ifNotExists whether CREATE INDEX says IF NOT EXISTS
     * @param ifExists whether DROP INDEX or ALTER TABLE says IF EXISTS
     * @param unique whether the index is UNIQUE
     * @param only whether CREATE INDEX says ON ONLY
     */
    public record Words(boolean ifNotExists, boolean ifExists, boolean unique, boolean only) {

        private static Words ifExists(boolean said) {
            return new Words(false, said, false, false);
        }
    }

    public boolean ifNotExists() {
        return words.ifNotExists();
    }

    public boolean ifExists() {
        return words.ifExists();
    }

    public boolean unique() {
        return words.unique();
    }

    public boolean only() {
        return words.only();
    }

    /**
     * Takes a statement apart.
     *
     * @throws IllegalArgumentException if its kind is another one, or it is not what PostgreSQL would understand
     */
    public static IndexStatement parse(Statement statement) {
        Command command = statement.command();
        Kind kind = statement.traits().kind();
        if (kind == Kind.CREATE_INDEX_CONCURRENTLY && command instanceof Command.CreateIndex create) {
            return created(statement, create);
        }
        if (kind == Kind.DROP_INDEX_CONCURRENTLY
                && command instanceof Command.DropIndex drop
                && !drop.indexes().isEmpty()) {
            QualifiedName index = drop.indexes().get(0);
            return new IndexStatement(
                    statement, kind, index.schema(), index.name(), null, null, Words.ifExists(drop.ifExists()));
        }
        if (kind == Kind.REINDEX_CONCURRENTLY && command instanceof Command.Reindex reindex && reindex.name() != null) {
            String name = reindex.name().name();
            boolean table = reindex.scope() == Scope.TABLE;
            return new IndexStatement(
                    statement,
                    kind,
                    reindex.name().schema(),
                    table ? null : name,
                    table ? name : null,
                    null,
                    Words.ifExists(false));
        }
        if (kind == Kind.DETACH_CONCURRENTLY
                && command instanceof Command.AlterTable alter
                && alter.actions().get(0) instanceof TableAction.DetachPartition detach) {
            return new IndexStatement(
                    statement,
                    kind,
                    alter.name().schema(),
                    null,
                    alter.name().name(),
                    detach.partition(),
                    Words.ifExists(alter.ifExists()));
        }
        throw new IllegalArgumentException(statement.firstLine());
    }

    private static IndexStatement created(Statement statement, Command.CreateIndex create) {
        QualifiedName index = create.index();
        return new IndexStatement(
                statement,
                Kind.CREATE_INDEX_CONCURRENTLY,
                create.table().schema(),
                index == null ? null : index.name(),
                create.table().name(),
                null,
                new Words(
                        create.flags().ifNotExists(),
                        false,
                        create.flags().unique(),
                        create.flags().only()));
    }

    /**
     * The same CREATE INDEX without CONCURRENTLY and IF NOT EXISTS, on another table.
     *
     * @param newTable the table as it stands in SQL: quoted where needed, with its schema where needed
     * @throws IllegalStateException if this is not CREATE INDEX CONCURRENTLY
     */
    public String rewrite(String newTable) {
        if (kind != Kind.CREATE_INDEX_CONCURRENTLY || !(statement.command() instanceof Command.CreateIndex create)) {
            throw new IllegalStateException(statement.firstLine());
        }
        String text = statement.text();
        return text.substring(0, create.prefix().from())
                + text.substring(create.prefix().to(), create.table().from())
                + newTable
                + text.substring(create.table().to());
    }
}
