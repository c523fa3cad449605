// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Databases and subscriptions that a statement was to create or drop when its run was killed. */
class GlobalObjectTests extends EngineTest {

    private String other() {
        return db.name() + "_other";
    }

    @AfterEach
    void dropOther() {
        db.execute("DROP DATABASE IF EXISTS " + other());
    }

    /** As a run leaves it that was killed while the statement ran. */
    private void interruptedIn(String statement, String object) {
        files.add("001_a.sql", "CREATE TABLE a (id int);\n" + statement + ";\nCREATE TABLE b (id int);\n");
        up();
        db.execute("DROP TABLE b");
        db.execute("UPDATE fraiseql_migrations SET state = 'incomplete', units_done = 1, unit_checksums = "
                + "unit_checksums[1:2], started_target = json_build_object('kind', '"
                + String.join("_", statement.split(" ", -1)[0], statement.split(" ", -1)[1]) + "', 'object', ("
                + object
                + "))");
    }

    private String databaseOid() {
        return db.query("SELECT oid FROM pg_database WHERE datname = '" + other() + "'")
                .get(0);
    }

    @Test
    void aDatabaseThatWasNotThereBeforeMayBeAnothersAndIsAskedAbout() {
        interruptedIn("CREATE DATABASE " + other(), "NULL");
        MigrateException failure = upFails();
        assertThat(failure.code()).isEqualTo(FailureCode.UNKNOWN_OUTCOME);
        assertThat(failure.render()).contains("001_a.sql:2:1", "if it took effect: ", "if it is to run again: ");
    }

    @Test
    void aDatabaseThatIsNotThereIsCreated() {
        interruptedIn("CREATE DATABASE " + other(), "NULL");
        db.execute("DROP DATABASE " + other());
        assertThat(up()).containsExactly("001_a");
        assertThat(databaseOid()).isNotEmpty();
    }

    @Test
    void aDatabaseThatWasThereBeforeIsNotOurs() {
        interruptedIn("CREATE DATABASE " + other(), "SELECT oid FROM pg_database WHERE datname = '" + other() + "'");
        assertThat(upFails().render()).contains("42P04", "already exists");
    }

    @Test
    void aDatabaseThatHasTakenTheNameOfADroppedOneStays() {
        db.execute("CREATE DATABASE " + other());
        String dropped = databaseOid();
        interruptedIn("DROP DATABASE " + other(), dropped);
        db.execute("CREATE DATABASE " + other());
        assertThat(up()).containsExactly("001_a");
        assertThat(databaseOid()).isNotEqualTo(dropped);
    }

    @Test
    @SuppressWarnings("try")
    void theSubscriptionOfAnotherDatabaseIsNotOurs() throws Exception {
        String name = db.name();
        try (TestDatabase another = TestDatabase.create();
                ServerSocket silent = new ServerSocket(0)) {
            another.execute("CREATE SUBSCRIPTION " + name + " CONNECTION 'dbname=none' PUBLICATION p"
                    + " WITH (connect = false, enabled = false, slot_name = NONE)");
            try {
                files.add(
                        "001_a.sql",
                        "CREATE TABLE a (id int);\nCREATE SUBSCRIPTION " + name + " CONNECTION 'host=127.0.0.1 port="
                                + silent.getLocalPort() + " dbname=x' PUBLICATION p;\n");
                CompletableFuture<MigrateException> killed = CompletableFuture.supplyAsync(this::upFails);
                while (db.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = "
                                + "current_database()"
                                + " AND state = 'active' AND query LIKE 'CREATE SUBSCRIPTION%'")
                        .isEmpty()) {
                    Thread.sleep(20);
                }
                silent.close();
                killed.get(60, TimeUnit.SECONDS);
                assertThat(upFails().render()).contains("001_a.sql:2:1", "could not connect to the publisher");
            } finally {
                another.execute("DROP SUBSCRIPTION " + name);
            }
        }
    }
}
