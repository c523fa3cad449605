// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sql;

import static com.fraiseql.migrate.sql.LockLevel.ACCESS_EXCLUSIVE;
import static com.fraiseql.migrate.sql.LockLevel.ACCESS_SHARE;
import static com.fraiseql.migrate.sql.LockLevel.EXCLUSIVE;
import static com.fraiseql.migrate.sql.LockLevel.ROW_EXCLUSIVE;
import static com.fraiseql.migrate.sql.LockLevel.ROW_SHARE;
import static com.fraiseql.migrate.sql.LockLevel.SHARE;
import static com.fraiseql.migrate.sql.LockLevel.SHARE_ROW_EXCLUSIVE;
import static com.fraiseql.migrate.sql.LockLevel.SHARE_UPDATE_EXCLUSIVE;
import static com.fraiseql.migrate.sql.LockProfile.Work.METADATA;
import static com.fraiseql.migrate.sql.LockProfile.Work.REWRITE;
import static com.fraiseql.migrate.sql.LockProfile.Work.SCAN;

import com.fraiseql.migrate.sql.Command.Reindex.Scope;
import com.fraiseql.migrate.sql.LockProfile.LockCollector;
import com.fraiseql.migrate.sql.LockProfile.Work;
import java.util.List;
import java.util.Set;

/** Which table locks a command takes, by the version of the server (manual, 13.3.1, and PostgreSQL's source). */
public final class LockRules {

    /** The oldest version that is supported. Where versions differ it takes the stronger lock. */
    public static final int OLDEST = 14;

    /** Words in code of which nothing else is known. */
    private static final Set<String> STRONG =
            Set.of("ALTER", "CREATE", "DROP", "TRUNCATE", "LOCK", "REINDEX", "CLUSTER", "REFRESH", "REPACK");

    private final LockCollector locks = new LockCollector();
    private final int major;

    private LockRules(int major) {
        this.major = major;
    }

    /**
     * The locks of a command.
     *
     * @param major the server's major version, such as 18
     */
    public static LockProfile of(Command command, int major) {
        LockRules rules = new LockRules(major);
        if (!rules.index(command) && !rules.definition(command) && !rules.maintenance(command)) {
            rules.data(command);
        }
        return rules.locks.build();
    }

    private boolean index(Command command) {
        if (command instanceof Command.CreateIndex create) {
            Work work = create.flags().only() ? METADATA : SCAN;
            LockLevel level = create.flags().concurrently() ? SHARE_UPDATE_EXCLUSIVE : SHARE;
            locks.lock(create.table(), level, work);
            if (!create.flags().only()) {
                // its partitions
                locks.unnamed(level);
            }
        } else if (command instanceof Command.DropIndex drop) {
            LockLevel level = drop.concurrently() ? SHARE_UPDATE_EXCLUSIVE : ACCESS_EXCLUSIVE;
            locks.all(drop.indexes(), level, METADATA).unnamed(level);
        } else if (command instanceof Command.Reindex reindex) {
            reindex(reindex);
        } else {
            return false;
        }
        return true;
    }

    /** REINDEX lets the table be read, but planning opens every index, and so readers wait for the index. */
    private void reindex(Command.Reindex reindex) {
        LockLevel table = reindex.concurrently() ? SHARE_UPDATE_EXCLUSIVE : SHARE;
        LockLevel index = reindex.concurrently() ? SHARE_UPDATE_EXCLUSIVE : ACCESS_EXCLUSIVE;
        if (reindex.scope() == Scope.TABLE) {
            locks.lock(reindex.name(), table, SCAN).unnamed(index);
        } else if (reindex.scope() == Scope.INDEX) {
            locks.lock(reindex.name(), index, SCAN).unnamed(table);
        } else {
            locks.unnamed(index);
        }
    }

    private boolean definition(Command command) {
        if (command instanceof Command.AlterTable alter) {
            new TableLockRules(alter, locks).apply();
        } else if (command instanceof Command.CreateTable create) {
            create(create);
        } else if (command instanceof Command.CreateObject create) {
            create(create);
        } else if (command instanceof Command.AlterObject alter) {
            alter(alter);
        } else if (command instanceof Command.DropObject drop) {
            drop(drop);
        } else if (command instanceof Command.Metadata metadata) {
            metadata(metadata);
        } else {
            return false;
        }
        return true;
    }

    private void create(Command.CreateTable create) {
        for (Constraint constraint : create.constraints()) {
            if (constraint.references() != null) {
                locks.lock(constraint.references(), SHARE_ROW_EXCLUSIVE);
            }
        }
        for (Column column : create.columns()) {
            column.property(Column.Kind.REFERENCES)
                    .flatMap(Column.Property::references)
                    .ifPresent(table -> locks.lock(table, SHARE_ROW_EXCLUSIVE));
        }
        if (create.sources().partitionOf() != null) {
            // the default partition is scanned for rows that now belong elsewhere
            locks.lock(create.sources().partitionOf(), ACCESS_EXCLUSIVE).unnamed(ACCESS_EXCLUSIVE);
        }
        locks.all(create.sources().inherits(), SHARE_UPDATE_EXCLUSIVE, METADATA);
        locks.all(create.sources().likes(), ACCESS_SHARE, METADATA);
        if (create.sources().query()) {
            locks.unnamed(ACCESS_SHARE);
        }
    }

    private void create(Command.CreateObject create) {
        switch (create.kind()) {
            case TRIGGER -> locks.lock(create.on(), SHARE_ROW_EXCLUSIVE);
            case POLICY, RULE -> locks.lock(create.on(), ACCESS_EXCLUSIVE);
            case STATISTICS -> locks.lock(create.on(), SHARE_UPDATE_EXCLUSIVE);
            case PUBLICATION -> locks.unnamed(SHARE_UPDATE_EXCLUSIVE);
            case VIEW -> {
                if (create.orReplace()) {
                    locks.lock(create.name(), ACCESS_EXCLUSIVE);
                }
                locks.unnamed(ACCESS_SHARE);
            }
            case MATERIALIZED_VIEW, FUNCTION, PROCEDURE -> locks.unnamed(ACCESS_SHARE);
            case SCHEMA -> elements(create.rest());
            default -> {}
        }
    }

    /** CREATE SCHEMA with tables in it. */
    private void elements(List<Token> rest) {
        TokenCursor cursor = new TokenCursor(rest);
        if (cursor.mentions("REFERENCES")) {
            locks.unnamed(SHARE_ROW_EXCLUSIVE);
        }
        if (cursor.find("PARTITION", "OF")) {
            locks.unnamed(ACCESS_EXCLUSIVE);
        }
    }

    private void alter(Command.AlterObject alter) {
        if (alter.kind().isRelation()) {
            // ALL IN TABLESPACE
            locks.unnamed(ACCESS_EXCLUSIVE);
            return;
        }
        TokenCursor action = new TokenCursor(alter.action());
        switch (alter.kind()) {
            case DOMAIN -> domain(action);
            case TYPE -> {
                if (action.mentions("ATTRIBUTE")) {
                    locks.unnamed(ACCESS_EXCLUSIVE);
                }
            }
            case TRIGGER, POLICY, RULE -> locks.lock(alter.on(), ACCESS_EXCLUSIVE);
            case EXTENSION -> locks.unnamed(ACCESS_EXCLUSIVE);
            case PUBLICATION -> locks.unnamed(SHARE_UPDATE_EXCLUSIVE);
            default -> {}
        }
    }

    /** The tables that have columns of the domain are read. */
    private void domain(TokenCursor action) {
        if (action.accept("SET", "NOT") || (action.peek().is("ADD") && !action.mentions("VALID"))) {
            locks.unnamed(SHARE);
        } else if (action.peek().is("VALIDATE")) {
            locks.unnamed(major >= 18 ? SHARE_UPDATE_EXCLUSIVE : SHARE);
        }
    }

    private void drop(Command.DropObject drop) {
        if (drop.kind().isOfATable()) {
            locks.lock(drop.on(), ACCESS_EXCLUSIVE);
        } else if (drop.kind().isRelation()) {
            // the other tables of its foreign keys, and with CASCADE what reads it
            locks.all(drop.names(), ACCESS_EXCLUSIVE, METADATA).unnamed(ACCESS_EXCLUSIVE);
        } else {
            switch (drop.kind()) {
                case ROLE, USER, GROUP, PUBLICATION, DATABASE, TABLESPACE, SUBSCRIPTION -> {}
                // what depends on the object may be or belong to a relation
                default -> locks.unnamed(ACCESS_EXCLUSIVE);
            }
        }
    }

    private void metadata(Command.Metadata metadata) {
        if (metadata.verb().equals("REASSIGN")) {
            locks.unnamed(ACCESS_EXCLUSIVE);
        } else if (metadata.kind() != null
                && (metadata.kind().isRelation() || metadata.kind().isOfATable())) {
            locks.lock(metadata.name(), metadata.kind().isRelation() ? SHARE_UPDATE_EXCLUSIVE : ACCESS_SHARE);
        }
    }

    private boolean maintenance(Command command) {
        if (command instanceof Command.Vacuum vacuum) {
            LockLevel level = vacuum.full() ? ACCESS_EXCLUSIVE : SHARE_UPDATE_EXCLUSIVE;
            each(vacuum.tables(), level, vacuum.full() ? REWRITE : SCAN);
        } else if (command instanceof Command.Analyze analyze) {
            each(analyze.tables(), SHARE_UPDATE_EXCLUSIVE, SCAN);
        } else if (command instanceof Command.Cluster cluster) {
            locks.lock(cluster.table(), cluster.concurrently() ? SHARE_UPDATE_EXCLUSIVE : ACCESS_EXCLUSIVE, REWRITE);
        } else if (command instanceof Command.Refresh refresh) {
            locks.lock(
                            refresh.view(),
                            refresh.concurrently() ? EXCLUSIVE : ACCESS_EXCLUSIVE,
                            refresh.concurrently() ? SCAN : REWRITE)
                    .unnamed(ACCESS_SHARE);
        } else if (command instanceof Command.Truncate truncate) {
            locks.all(truncate.tables(), ACCESS_EXCLUSIVE, METADATA);
            if (truncate.cascade()) {
                locks.unnamed(ACCESS_EXCLUSIVE);
            }
        } else if (command instanceof Command.LockTable lock) {
            locks.all(lock.tables(), lock.level(), METADATA);
        } else {
            return false;
        }
        return true;
    }

    private void each(List<QualifiedName> tables, LockLevel level, Work work) {
        if (tables.isEmpty()) {
            locks.unnamed(level);
        } else {
            locks.all(tables, level, work);
        }
    }

    private void data(Command command) {
        if (command instanceof Command.Copy copy && copy.table() != null) {
            locks.lock(copy.table(), copy.from() ? ROW_EXCLUSIVE : ACCESS_SHARE, copy.from() ? METADATA : SCAN);
        } else if (command instanceof Command.Query query) {
            locks.unnamed(query.verb().equals("WITH") ? ROW_EXCLUSIVE : ROW_SHARE);
            if (query.table() != null) {
                locks.lock(query.table(), ROW_EXCLUSIVE, query.verb().equals("INSERT") ? METADATA : SCAN);
            }
        } else if (command instanceof Command.Do block && STRONG.stream().anyMatch(block::mentions)) {
            locks.unnamed(ACCESS_EXCLUSIVE);
        }
    }
}
