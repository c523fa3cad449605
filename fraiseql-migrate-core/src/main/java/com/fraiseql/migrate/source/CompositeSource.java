// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.source;

import java.util.ArrayList;
import java.util.List;

/** Several sources as one: files and migrations in Java, sorted together, duplicates refused across all of them. */
public final class CompositeSource implements MigrationSource {

    private final List<MigrationSource> sources;

    public CompositeSource(List<? extends MigrationSource> sources) {
        this.sources = List.copyOf(sources);
    }

    @Override
    public List<LocalMigration> load() {
        List<LocalMigration> migrations = new ArrayList<>();
        for (MigrationSource source : sources) {
            migrations.addAll(source.load());
        }
        return MigrationSet.of(migrations);
    }

    @Override
    public List<String> leftOut() {
        return sources.stream().flatMap(source -> source.leftOut().stream()).toList();
    }
}
