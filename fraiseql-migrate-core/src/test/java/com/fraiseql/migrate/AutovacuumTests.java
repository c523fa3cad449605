// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.options.MigrateOptions;
import com.fraiseql.migrate.projection.ReadTables;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import com.fraiseql.migrate.testsupport.CrashServer;
import com.fraiseql.migrate.testsupport.MigrationFiles;
import com.fraiseql.migrate.testsupport.Recorder;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An autovacuum that takes an hour is on the table, on a server of the tests' own. It gives way only to those who wait
 * for a second.
 */
class AutovacuumTests {

    private static final String SLOWLY = " WITH (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0,"
            + " autovacuum_vacuum_insert_threshold = 0, autovacuum_vacuum_cost_delay = 100, "
            + "autovacuum_vacuum_cost_limit = 1)";

    private static CrashServer server;

    @TempDir
    Path folder;

    private TestDatabase db;
    private final Recorder recorder = new Recorder();
    private Duration lockWait = Duration.ofSeconds(20);

    @BeforeAll
    static void startAServerThatVacuumsAllTheTime() {
        server = CrashServer.start(Map.of("autovacuum_naptime", "1"));
    }

    @AfterAll
    static void stopIt() {
        server.close();
    }

    @BeforeEach
    void aTableThatIsVacuumed() throws InterruptedException {
        db = server.createDatabase();
        db.execute(
                "CREATE TABLE tb_post (id bigint PRIMARY KEY, title text)",
                "INSERT INTO tb_post SELECT n, repeat('x', 500) FROM generate_series(1, 5000) n",
                "CREATE VIEW v_post AS SELECT id, jsonb_build_object('title', title) AS data FROM tb_post",
                "CREATE TABLE tv_post (id bigint PRIMARY KEY, data jsonb)" + SLOWLY,
                "INSERT INTO tv_post SELECT * FROM v_post",
                "UPDATE tv_post SET data = data");
        awaitAutovacuum();
    }

    @AfterEach
    void dropDatabase() {
        db.close();
    }

    @Test
    void aMigrationDoesNotWaitForItsEnd() {
        assertThat(up("ALTER TABLE tv_post ADD COLUMN a int;")).isEqualTo(1);
        assertThat(recorder.blockers).anySatisfy(blocker -> assertThat(blocker).contains("(autovacuum"));
    }

    @Test
    void aRoleWithoutPrivilegesDoesNotEither() throws InterruptedException {
        String role = "plain_" + ProcessHandle.current().pid();
        db.execute(
                "CREATE ROLE " + role, "GRANT ALL ON SCHEMA public TO " + role, "ALTER TABLE tv_post OWNER TO " + role);
        awaitAutovacuum(); // the change of the owner has cancelled one
        try {
            db.execute("ALTER DATABASE " + db.name() + " SET role = " + role);
            assertThat(up("ALTER TABLE tv_post ADD COLUMN a int;")).isEqualTo(1);
            assertThat(recorder.blockers)
                    .anySatisfy(blocker -> assertThat(blocker).contains("(autovacuum"));
        } finally {
            db.execute(
                    "SET ROLE NONE",
                    "ALTER DATABASE " + db.name() + " RESET role",
                    "REASSIGN OWNED BY " + role + " TO postgres");
            db.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
        }
    }

    @Test
    void aStandaloneStatementDoesNotEither() {
        assertThat(up("-- fraiseql:no-transaction\nALTER TABLE tv_post ADD COLUMN a int;\nVACUUM FULL tb_post;"))
                .isEqualTo(1);
    }

    @Test
    void aFileThatSetsItsOwnTimeoutHasItsWill() {
        lockWait = Duration.ofSeconds(2);
        MigrateException failure = upFails("SET lock_timeout = '300ms';\nALTER TABLE tv_post ADD COLUMN a int;");
        assertThat(failure.code()).isEqualTo(FailureCode.LOCK_TIMEOUT);
        assertThat(failure.render()).contains("(autovacuum");
    }

    @Test
    void anIndexThatASyncPutOffIsBuiltWithoutWaitingForItsEnd() throws InterruptedException {
        ReadTables readTables = ReadTables.builder(db.dataSource()).build();
        readTables.sync(SyncOptions.defaults());
        db.execute("UPDATE fraiseql_sync SET indexes = ARRAY['CREATE INDEX tv_post_data_idx ON public.tv_post USING "
                + "gin (data)']");
        db.execute("UPDATE tv_post SET data = data");
        awaitAutovacuum();
        readTables.sync(
                SyncOptions.defaults().withFull(true).withLocks(Duration.ofMillis(250), Duration.ofSeconds(10)));
        assertThat(db.query("SELECT count(*) FROM pg_indexes WHERE indexname = 'tv_post_data_idx'"))
                .containsExactly("1");
    }

    private int up(String sql) {
        return migrator(sql).up().applied().size();
    }

    private MigrateException upFails(String sql) {
        try {
            up(sql);
        } catch (MigrateException e) {
            return e;
        }
        throw new AssertionError("up should have failed");
    }

    private Migrator migrator(String sql) {
        MigrationFiles files = new MigrationFiles(folder).add("001_a.sql", sql);
        return Migrator.builder(db.dataSource())
                .source(files.source())
                .options(MigrateOptions.defaults()
                        .withLockTimeout(Duration.ofMillis(300))
                        .withLockWait(lockWait))
                .listener(recorder)
                .build();
    }

    private void awaitAutovacuum() throws InterruptedException {
        while (db.query("SELECT 1 FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE a.backend_type = "
                        + "'autovacuum worker'"
                        + " AND l.relation = 'tv_post'::regclass AND l.mode = 'ShareUpdateExclusiveLock'")
                .isEmpty()) {
            Thread.sleep(50);
        }
    }
}
