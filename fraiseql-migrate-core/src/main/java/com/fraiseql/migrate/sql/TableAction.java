// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One action of ALTER TABLE, and of its like for views, indexes and sequences. */
public sealed interface TableAction {

    /** ADD COLUMN. */
    record AddColumn(Column column, boolean ifNotExists) implements TableAction {}

    /** DROP COLUMN. */
    record DropColumn(String column, boolean ifExists, boolean cascade) implements TableAction {}

    /** ALTER COLUMN, with the words after what it changes; for a type these are the type's and USING's. */
    record AlterColumn(String column, ColumnChange change, List<Token> argument) implements TableAction {

        public AlterColumn {
            argument = List.copyOf(argument);
        }
    }

    /** ADD CONSTRAINT, with or without a name. */
    record AddConstraint(Constraint constraint) implements TableAction {}

    /** VALIDATE CONSTRAINT. */
    record ValidateConstraint(String constraint) implements TableAction {}

    /** DROP CONSTRAINT. */
    record DropConstraint(String constraint, boolean ifExists, boolean cascade) implements TableAction {}

    /** ALTER CONSTRAINT, with its attributes. */
    record AlterConstraint(String constraint, List<Token> attributes) implements TableAction {

        public AlterConstraint {
            attributes = List.copyOf(attributes);
        }
    }

    /**
     * ATTACH PARTITION; an index's partition, too.
     *
     * @param byDefault whether it takes all rows that no other partition takes
     */
    record AttachPartition(QualifiedName partition, boolean byDefault) implements TableAction {}

    /** DETACH PARTITION. */
    record DetachPartition(QualifiedName partition, boolean concurrently, boolean finalizing) implements TableAction {}

    /** RENAME: of a column, a constraint, or the relation itself, whose old name is then {@code null}. */
    record Rename(Renamed what, @Nullable String from, String to) implements TableAction {}

    /** SET or RESET of storage parameters, by name in lower case. */
    record Parameters(boolean reset, List<String> names) implements TableAction {

        public Parameters {
            names = List.copyOf(names);
        }
    }

    /** An action that a kind and perhaps one name say all about. */
    record Plain(PlainKind kind, @Nullable String name) implements TableAction {}

    /** What this parser does not know; the server may. */
    record Unknown(List<Token> tokens) implements TableAction {

        public Unknown {
            tokens = List.copyOf(tokens);
        }
    }

    /** What RENAME renames. */
    enum Renamed {
        RELATION,
        COLUMN,
        CONSTRAINT
    }

    /** What ALTER COLUMN changes. */
    enum ColumnChange {
        TYPE,
        SET_DEFAULT,
        DROP_DEFAULT,
        SET_NOT_NULL,
        DROP_NOT_NULL,
        SET_EXPRESSION,
        DROP_EXPRESSION,
        SET_STATISTICS,
        SET_OPTIONS,
        RESET_OPTIONS,
        SET_STORAGE,
        SET_COMPRESSION,
        ADD_IDENTITY,
        SET_IDENTITY,
        DROP_IDENTITY,
        FOREIGN_OPTIONS
    }

    /** The actions that have no record of their own. */
    enum PlainKind {
        ENABLE_TRIGGER,
        DISABLE_TRIGGER,
        ENABLE_RULE,
        DISABLE_RULE,
        ROW_LEVEL_SECURITY,
        CLUSTER_ON,
        SET_WITHOUT_CLUSTER,
        SET_WITHOUT_OIDS,
        SET_LOGGED,
        SET_UNLOGGED,
        SET_ACCESS_METHOD,
        SET_TABLESPACE,
        SET_SCHEMA,
        INHERIT,
        NO_INHERIT,
        OF_TYPE,
        NOT_OF_TYPE,
        OWNER,
        REPLICA_IDENTITY,
        FOREIGN_OPTIONS,
        DEPENDS_ON_EXTENSION,
        /** What ALTER SEQUENCE says of the sequence's numbers. */
        SEQUENCE_OPTIONS
    }
}
