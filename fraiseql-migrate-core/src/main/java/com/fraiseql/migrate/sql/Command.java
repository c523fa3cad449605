// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sql;

import com.fraiseql.migrate.sql.Settings.Setting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a statement is. {@link CommandParser} makes it from tokens; a statement that PostgreSQL would refuse may be any
 * of these.
 */
public sealed interface Command {

    /** The settings that it makes. */
    default List<Setting> settings() {
        return List.of();
    }

    /**
     * CREATE INDEX.
     *
     * @param index its name, or {@code null} where PostgreSQL chooses it
     * @param method the access method in lower case
     * @param keys what it indexes: of each key its words
     * @param details what follows the keys
     * @param prefix where CONCURRENTLY and IF NOT EXISTS may stand in the statement's text
     */
    record CreateIndex(
            IndexFlags flags,
            @Nullable QualifiedName index,
            QualifiedName table,
            String method,
            List<List<Token>> keys,
            IndexDetails details,
            Span prefix)
            implements Command {

        /** The name that the first key begins with: its column's, or that of a function that it calls. */
        public @Nullable String firstKeyName() {
            return keys.isEmpty() || !keys.get(0).get(0).isName()
                    ? null
                    : keys.get(0).get(0).name();
        }

        /** Whether a key begins with the name, as that of a column does. */
        public boolean hasKey(String column) {
            return keys.stream()
                    .anyMatch(key -> key.get(0).isName() && key.get(0).name().equals(column));
        }
    }

    /** What CREATE INDEX says or does not say; {@code only} is ON ONLY. */
    record IndexFlags(boolean unique, boolean concurrently, boolean ifNotExists, boolean only) {}

    /**
     * What may follow the keys of an index.
     *
     * @param include the columns of INCLUDE: of each one its words
     * @param nullsNotDistinct whether two nulls are the same to a unique index
     * @param options the parameters of WITH: of each one its words, such as {@code fillfactor = 70}
     * @param tablespace its tablespace, or {@code null}
     * @param predicate the words after WHERE; none if it is no partial index
     */
    record IndexDetails(
            List<List<Token>> include,
            boolean nullsNotDistinct,
            List<List<Token>> options,
            @Nullable String tablespace,
            List<Token> predicate) {

        public IndexDetails {
            include = List.copyOf(include);
            options = List.copyOf(options);
            predicate = List.copyOf(predicate);
        }
    }

    /** A part of a statement's text, in characters from 0, without its last one. */
    record Span(int from, int to) {}

    /** DROP INDEX. */
    record DropIndex(boolean concurrently, boolean ifExists, List<QualifiedName> indexes, boolean cascade)
            implements Command {}

    /** REINDEX; {@code name} is {@code null} for the current database. */
    record Reindex(
            Scope scope, boolean concurrently, @Nullable QualifiedName name) implements Command {

        /** What is indexed again. */
        public enum Scope {
            INDEX,
            TABLE,
            SCHEMA,
            DATABASE,
            SYSTEM
        }
    }

    /** ALTER TABLE, and ALTER of a view, index, sequence or foreign table by {@code kind}. */
    record AlterTable(ObjectKind kind, boolean ifExists, boolean only, QualifiedName name, List<TableAction> actions)
            implements Command {

        /** Whether one of its actions is of this kind. */
        public boolean has(TableAction.PlainKind kind) {
            return actions.stream()
                    .anyMatch(action -> action instanceof TableAction.Plain plain && plain.kind() == kind);
        }

        /** Whether it gives the relation itself another name. */
        public boolean renames() {
            return actions.stream()
                    .anyMatch(action -> action instanceof TableAction.Rename rename
                            && rename.what() == TableAction.Renamed.RELATION);
        }
    }

    /** ALTER TYPE of an enum: ADD VALUE. */
    record AddEnumValue(QualifiedName type, String value, boolean ifNotExists, boolean placed) implements Command {}

    /** CREATE TABLE, CREATE FOREIGN TABLE, CREATE TABLE AS. */
    record CreateTable(
            boolean temporary,
            boolean unlogged,
            boolean ifNotExists,
            QualifiedName name,
            List<Column> columns,
            List<Constraint> constraints,
            TableSources sources)
            implements Command {

        /**
         * The tables that the new one is made from.
         *
         * @param partitionOf the partitioned table
         * @param defaultPartition whether it is the partition of all rows that no other one takes
         * @param inherits its parents
         * @param likes what LIKE names
         * @param query whether it is filled by a query
         * @param partitioned whether it has PARTITION BY
         * @param partitionKey the keys of PARTITION BY: of each one its words
         */
        public record TableSources(
                @Nullable QualifiedName partitionOf,
                boolean defaultPartition,
                List<QualifiedName> inherits,
                List<QualifiedName> likes,
                boolean query,
                boolean partitioned,
                List<List<Token>> partitionKey) {

            public TableSources {
                inherits = List.copyOf(inherits);
                likes = List.copyOf(likes);
                partitionKey = List.copyOf(partitionKey);
            }
        }
    }

    /** CREATE of anything else; {@code on} is the table after ON, {@code rest} what follows the name. */
    record CreateObject(
            ObjectKind kind,
            boolean orReplace,
            boolean temporary,
            boolean ifNotExists,
            @Nullable QualifiedName name,
            @Nullable QualifiedName on,
            List<Token> rest)
            implements Command {}

    /** ALTER of anything else; {@code on} is the table after ON, {@code action} what follows the name. */
    record AlterObject(
            ObjectKind kind,
            @Nullable QualifiedName name,
            @Nullable QualifiedName on,
            List<Token> action) implements Command {

        /** The name that RENAME TO gives it; {@code null} if it is altered in another way. */
        public @Nullable String newName() {
            TokenCursor words = new TokenCursor(action);
            return words.accept("RENAME", "TO") && words.peek().isName()
                    ? words.peek().name()
                    : null;
        }
    }

    /** DROP; {@code on} is the table after ON. */
    record DropObject(
            ObjectKind kind,
            boolean ifExists,
            List<QualifiedName> names,
            @Nullable QualifiedName on,
            boolean cascade) implements Command {}

    /** COMMENT ON, SECURITY LABEL, GRANT, REVOKE, REASSIGN, IMPORT FOREIGN SCHEMA: metadata by its first word. */
    record Metadata(
            String verb,
            @Nullable ObjectKind kind,
            @Nullable QualifiedName name) implements Command {}

    /** SET and RESET; {@code readOnly} is the access mode that SET TRANSACTION gives. */
    record SetParameter(Target target, boolean local, boolean readOnly, List<Setting> settings) implements Command {

        /** What is set. */
        public enum Target {
            PARAMETER,
            ROLE,
            SESSION_AUTHORIZATION,
            SESSION_CHARACTERISTICS,
            TRANSACTION,
            CONSTRAINTS
        }
    }

    /** BEGIN, COMMIT, ROLLBACK, and their like. */
    record TransactionControl(TransactionWords words) implements Command {}

    /** SAVEPOINT, RELEASE, ROLLBACK TO, by its first word. */
    record Savepoint(String verb, String name) implements Command {}

    /** VACUUM. */
    record Vacuum(boolean full, List<QualifiedName> tables) implements Command {}

    /** ANALYZE. */
    record Analyze(List<QualifiedName> tables) implements Command {}

    /** CLUSTER, or REPACK of PostgreSQL 19; {@code table} is {@code null} for all. */
    record Cluster(
            boolean repack, boolean concurrently, @Nullable QualifiedName table) implements Command {}

    /** REFRESH MATERIALIZED VIEW. */
    record Refresh(boolean concurrently, QualifiedName view) implements Command {}

    /** COPY; {@code table} is {@code null} for a query. */
    record Copy(@Nullable QualifiedName table, boolean from, boolean stdin, boolean csv) implements Command {}

    /** TRUNCATE. */
    record Truncate(List<QualifiedName> tables, boolean cascade) implements Command {}

    /** LOCK TABLE. */
    record LockTable(List<QualifiedName> tables, LockLevel level) implements Command {}

    /** CALL. */
    record Call(@Nullable QualifiedName procedure) implements Command {}

    /** DO. */
    record Do(@Nullable String body) implements Command {

        /** Whether the code has the word anywhere, in quotes, too. */
        public boolean mentions(String word) {
            return body != null && Words.mention(body, word);
        }
    }

    /** ALTER SYSTEM. */
    record AlterSystem() implements Command {}

    /** DISCARD. */
    record Discard(boolean all, boolean temporary) implements Command {}

    /** CHECKPOINT. */
    record Checkpoint() implements Command {}

    /**
     * SELECT, INSERT, UPDATE, DELETE, MERGE, VALUES, TABLE, WITH, EXPLAIN, by the first word.
     *
     * @param table what INSERT, UPDATE, DELETE and MERGE write to
     * @param writes all that it writes, what stands in its WITH clause included
     * @param settings what its calls of set_config set
     */
    record Query(String verb, @Nullable QualifiedName table, List<Write> writes, List<Setting> settings)
            implements Command {

        public Query {
            writes = List.copyOf(writes);
        }
    }

    /** What this parser does not know. */
    record Other(String verb, List<Setting> settings) implements Command {}
}
