// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.sync.InitialSync;
import com.fraiseql.migrate.projection.sync.SyncContext;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HookTests extends BlogTest {

    HookTests() {
        super(100);
    }

    @Test
    void aHookFillsItsTableInTheTransactionOfItsMark() {
        InitialSync hook = new PostHook(context -> {
            try (var statement = context.connection().createStatement()) {
                statement.execute("INSERT INTO tv_post (id, data) SELECT id, '{\"by\": \"hook\"}' FROM tb_post");
            }
        });
        ReadTables readTables =
                ReadTables.builder(db.dataSource()).hooks(List.of(hook)).build();
        assertThat(readTables.sync(SyncOptions.defaults()).synced()).hasSize(1);
        assertThat(db.query("SELECT count(*) FROM tv_post WHERE data ->> 'by' = 'hook'"))
                .containsExactly("100");
        assertThat(readTables.sync(SyncOptions.defaults()).synced()).isEmpty();
    }

    @Test
    void whatAHookHasFilledIsLeftToItByThoseWhoDoNotKnowItUnlessTheTableIsNamed() {
        InitialSync hook = new PostHook(context -> context.progress(1, 1));
        ReadTables.builder(db.dataSource()).hooks(List.of(hook)).build().sync(SyncOptions.defaults());

        ReadTables commandLine =
                ReadTables.builder(db.dataSource()).hooksElsewhere().build();
        assertThat(commandLine.sync(SyncOptions.defaults()).synced()).isEmpty();
        assertThat(commandLine.status(SyncOptions.defaults())).isEmpty();
        assertThat(commandLine
                        .sync(SyncOptions.defaults().withTables(Set.of("tv_post")))
                        .synced())
                .singleElement()
                .satisfies(result -> assertThat(result.inserted()).isEqualTo(100));

        // an application whose hook has gone leaves the table to its view
        ReadTables.builder(db.dataSource()).hooks(List.of(hook)).build().sync(SyncOptions.defaults());
        assertThat(ReadTables.builder(db.dataSource())
                        .build()
                        .sync(SyncOptions.defaults())
                        .synced())
                .hasSize(1);
    }

    @Test
    void aHookThatFailsIsRolledBackToItsLastCheckpoint() {
        List<String> seen = new ArrayList<>();
        InitialSync hook = new PostHook(context -> {
            seen.add(context.checkpoint().orElse("none"));
            try (var statement = context.connection().createStatement()) {
                if (context.checkpoint().isEmpty()) {
                    statement.execute(
                            "INSERT INTO tv_post (id, data) SELECT id, '{}' FROM tb_post ORDER BY id LIMIT 40");
                    context.commit("40");
                    statement.execute(
                            "INSERT INTO tv_post (id, data) SELECT id, '{}' FROM tb_post ORDER BY id OFFSET 40 "
                                    + "LIMIT 10");
                    throw new IllegalStateException("no more");
                }
                statement.execute("INSERT INTO tv_post (id, data) SELECT id, '{}' FROM tb_post ORDER BY id OFFSET 40");
            }
        });
        ReadTables readTables =
                ReadTables.builder(db.dataSource()).hooks(List.of(hook)).build();
        MigrateException failure =
                catchThrowableOfType(MigrateException.class, () -> readTables.sync(SyncOptions.defaults()));
        assertThat(failure.code()).isEqualTo(FailureCode.SYNC_HOOK_FAILED);
        assertThat(failure.what()).contains("public.tv_post").endsWith("no more");
        assertThat(db.query("SELECT count(*) FROM tv_post")).containsExactly("40");
        readTables.sync(SyncOptions.defaults());
        assertThat(seen).containsExactly("none", "40");
        assertThat(db.query("SELECT count(*) FROM tv_post")).containsExactly("100");
    }

    @Test
    void aHookForATableThatIsNotThereSaysSo() {
        MigrateException failure = catchThrowableOfType(
                MigrateException.class,
                () -> ReadTables.builder(db.dataSource())
                        .hooks(List.of(new InitialSync() {
                            @Override
                            public String entityType() {
                                return "nothing";
                            }

                            @Override
                            public void synchronize(SyncContext context) {}
                        }))
                        .build()
                        .sync(SyncOptions.defaults()));
        assertThat(failure.code()).isEqualTo(FailureCode.SYNC_UNKNOWN_TABLE);
        assertThat(failure.what()).contains("tv_nothing");
    }
}
