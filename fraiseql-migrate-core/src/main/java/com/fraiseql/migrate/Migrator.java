// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import com.fraiseql.migrate.execute.MigrationListener;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.source.MigrationSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * The engine: applies, rolls back and reports migrations.
 *
 * <p>An instance is immutable and may be used from several threads; each call takes one connection from the DataSource and
 * gives it back as it was. Every failure is a {@link MigrateException}.
 */
public final class Migrator {

    private final DataSource dataSource;
    private final MigrationSource source;
    private final MigrateOptions options;
    private final MigrationListener listener;

    private Migrator(Builder builder) {
        this.dataSource = builder.dataSource;
        this.source = Objects.requireNonNull(builder.source, "source");
        this.options = builder.options;
        this.listener = builder.listener;
    }

    public static Builder builder(DataSource dataSource) {
        return new Builder(dataSource);
    }

    /** What is applied and what is pending. One round trip, no mutex, no change to the database. */
    public Status status() {
        return stub(dataSource + " " + source + " " + options + " " + listener);
    }

    /** Applies every pending migration (DESIGN §5). */
    public UpResult up() {
        return up(UpOptions.all());
    }

    /** Applies pending migrations as far as the options say (DESIGN §5). */
    public UpResult up(UpOptions upOptions) {
        return stub(upOptions.toString());
    }

    /** Rolls back (DESIGN §6). The caller has asked the user. */
    public DownResult down(DownOptions downOptions) {
        return stub(downOptions.toString());
    }

    /**
     * Checks everything that {@code up} checks before its first statement, and that nothing is pending.
     *
     * @return what the policies let pass, one sentence each
     * @throws MigrateException with the first problem
     */
    public List<String> validate() {
        return new ArrayList<>();
    }

    @SuppressWarnings("TypeParameterUnusedInFormals")
    private static <T> T stub(String text) {
        if (!text.isEmpty()) {
            throw new IllegalStateException("being built: " + text);
        }
        throw new IllegalArgumentException();
    }

    /** Builds a {@link Migrator}. */
    public static final class Builder {

        private final DataSource dataSource;
        private @org.jspecify.annotations.Nullable MigrationSource source;
        private MigrateOptions options = MigrateOptions.defaults();
        private MigrationListener listener = new MigrationListener() {};

        private Builder(DataSource dataSource) {
            this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
        }

        public Builder source(MigrationSource newSource) {
            this.source = newSource;
            return this;
        }

        public Builder options(MigrateOptions newOptions) {
            this.options = newOptions;
            return this;
        }

        public Builder listener(MigrationListener newListener) {
            this.listener = newListener;
            return this;
        }

        public Migrator build() {
            return new Migrator(this);
        }
    }
}
