// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.catalog;

import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.QualifiedName;
import com.fraiseql.migrate.sql.Token;
import com.fraiseql.migrate.sql.TokenCursor;
import com.fraiseql.migrate.sql.Tokens;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a statement makes of the schema. */
public final class CatalogChanges {

    private final Catalog catalog;
    private final int batch;

    private CatalogChanges(Catalog catalog, int batch) {
        this.catalog = catalog;
        this.batch = batch;
    }

    /**
     * Takes in what a statement changes.
     *
     * @param batch the number of the migrations that it is part of
     */
    public static void apply(Catalog catalog, Command command, int batch) {
        new CatalogChanges(catalog, batch).apply(command);
    }

    private void apply(Command command) {
        if (command instanceof Command.CreateTable create) {
            create(create);
        } else if (command instanceof Command.AlterTable alter) {
            alter(alter);
        } else if (command instanceof Command.CreateIndex create) {
            index(create);
        } else if (command instanceof Command.DropIndex drop) {
            drop.indexes().forEach(name -> catalog.dropIndex(name, batch));
        } else if (command instanceof Command.CreateObject create && create.name() != null) {
            created(create.kind(), create.name(), create.temporary());
            mentioned(create.kind(), create.name(), create.rest());
        } else if (command instanceof Command.AlterObject alter && alter.name() != null) {
            mentioned(alter.kind(), alter.name(), alter.action());
        } else if (command instanceof Command.DropObject drop) {
            drop.names().forEach(name -> dropped(drop.kind(), name));
        }
    }

    /** A materialized view has rows, indexes and locks as a table has. */
    private void created(ObjectKind kind, QualifiedName name, boolean temporary) {
        if (kind == ObjectKind.MATERIALIZED_VIEW && catalog.table(name) == null) {
            catalog.add(new KnownTable(name, batch, temporary));
        }
        catalog.add(kind, name, batch);
    }

    private void mentioned(ObjectKind kind, QualifiedName name, List<Token> rest) {
        if (kind == ObjectKind.VIEW || kind == ObjectKind.MATERIALIZED_VIEW || kind.isRoutine()) {
            Set<String> names = new HashSet<>();
            addNames(names, rest);
            if (kind.isRoutine()) {
                rest.stream().filter(Token::isString).forEach(body -> Tokens.addNames(names, body.value()));
            }
            catalog.mentions().put(name.name(), names);
            if (kind.isRoutine() && new TokenCursor(rest).mentions("IMMUTABLE", "STABLE")) {
                catalog.stableFunctions().add(name.name());
            }
        } else if (kind == ObjectKind.PUBLICATION) {
            rest.stream().filter(Token::isName).map(Token::name).forEach(catalog.published()::add);
        } else if (kind == ObjectKind.DOMAIN && constrains(rest)) {
            catalog.constrainedDomains().add(name.name());
        }
    }

    private static void addNames(Set<String> names, List<Token> words) {
        for (Token word : words) {
            if (word.isName()) {
                names.add(word.name());
            }
        }
    }

    private static boolean constrains(List<Token> words) {
        TokenCursor cursor = new TokenCursor(words);
        return !cursor.peek().is("DROP") && (cursor.mentions("CHECK") || cursor.findAnywhere("NOT", "NULL"));
    }

    private void dropped(ObjectKind kind, QualifiedName name) {
        if (kind == ObjectKind.TABLE || kind == ObjectKind.MATERIALIZED_VIEW || kind == ObjectKind.FOREIGN_TABLE) {
            catalog.remove(name);
        }
        catalog.remove(kind, name);
    }

    private void create(Command.CreateTable create) {
        KnownTable known = catalog.table(create.name());
        if (create.ifNotExists() && known != null) {
            return;
        }
        if (known != null && (known.batch() == KnownTable.BEFORE || known.name().sameAs(create.name()))) {
            // mentioned above, and yet created here: in another branch, or dropped by other means
            catalog.remove(known.name());
        }
        KnownTable table = catalog.add(new KnownTable(create.name(), batch, create.temporary()));
        table.partitioned = create.sources().partitioned();
        create.sources().partitionKey().forEach(table::addPartitionKey);
        if (create.sources().partitionOf() != null) {
            catalog.tableOrUnknown(create.sources().partitionOf())
                    .addPartition(create.name(), create.sources().defaultPartition());
        }
        TableChanges changes = new TableChanges(catalog, table, batch);
        create.columns().forEach(changes::add);
        create.constraints().forEach(changes::add);
    }

    private void index(Command.CreateIndex create) {
        if (create.index() != null) {
            KnownIndex index = new KnownIndex(create, batch);
            if (create.flags().ifNotExists()) {
                if (catalog.index(create.index()) == null) {
                    catalog.addIndex(create.index().name(), index);
                }
            } else {
                catalog.addIndex(create.index().name(), index);
            }
        }
    }

    private void alter(Command.AlterTable alter) {
        if (alter.kind() == ObjectKind.TABLE || alter.kind() == ObjectKind.MATERIALIZED_VIEW) {
            TableChanges changes = new TableChanges(catalog, catalog.tableOrUnknown(alter.name()), batch);
            alter.actions().forEach(changes::apply);
        }
    }
}
