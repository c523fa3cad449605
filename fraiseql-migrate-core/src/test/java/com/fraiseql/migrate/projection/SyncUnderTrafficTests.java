// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.db.SqlState;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import com.fraiseql.migrate.testsupport.TestDatabase;
import com.fraiseql.migrate.testsupport.TestDatabase.FreshDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Writers change {@code tb_} and {@code tv_} and readers read all the time while a sync runs; seeded, so it can be
 * repeated.
 */
class SyncUnderTrafficTests {

    private static final int POSTS = 25_000;
    private static final String UPSERT =
            "INSERT INTO tv_post (id, data) SELECT id, data FROM v_post WHERE id = '%s' ON CONFLICT (id) DO UPDATE "
                    + "SET data = EXCLUDED.data";

    @RegisterExtension
    static final FreshDatabase database = new FreshDatabase();

    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger writes = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();
    private final Queue<String> problems = new ConcurrentLinkedQueue<>();
    private TestDatabase db = database.get();
    private List<String> ids = List.of();

    @BeforeEach
    void createTheBlog() {
        db = database.get();
        Blog.create(db, POSTS);
        db.execute(Blog.DEAR);
        ids = db.query("SELECT id FROM tb_post ORDER BY id");
    }

    @Test
    void aLoadUnderTrafficEndsEqualToTheView() throws InterruptedException {
        load(1, 1);
    }

    @Test
    @Tag("slow")
    void loadsUnderOtherTrafficEndEqualToTheView() throws InterruptedException {
        load(2, 6);
    }

    private void load(int firstSeed, int lastSeed) throws InterruptedException {
        for (int seed = firstSeed; seed <= lastSeed; seed++) {
            db.execute("TRUNCATE tv_post");
            underTraffic(seed, 0, SyncOptions.defaults().withFull(true));
            assertThat(Blog.differences(db)).as("seed " + seed).isZero();
        }
    }

    @Test
    void aRebuildUnderTrafficEndsEqualToTheViewAndReadersAlwaysSeeWholeRows() throws InterruptedException {
        rebuild(11, 11);
    }

    @Test
    @Tag("slow")
    void rebuildsUnderOtherTrafficEndEqualToTheViewAndReadersAlwaysSeeWholeRows() throws InterruptedException {
        rebuild(12, 16);
    }

    private void rebuild(int firstSeed, int lastSeed) throws InterruptedException {
        sync(SyncOptions.defaults());
        for (int seed = firstSeed; seed <= lastSeed; seed++) {
            db.execute(Blog.view("'title', p.title, 'version', " + seed + ", 'again', " + seed));
            underTraffic(seed, POSTS * 9 / 10, SyncOptions.defaults());
            assertThat(Blog.differences(db)).as("seed " + seed).isZero();
        }
    }

    @Test
    void writersAreNotTakenForATriggerThatChangesRows() throws InterruptedException {
        db.execute(
                "CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN IF TG_OP = ''DELETE'' THEN RETURN old; END IF; RETURN new; END'",
                "CREATE TRIGGER keep BEFORE INSERT OR UPDATE OR DELETE ON tv_post FOR EACH ROW EXECUTE FUNCTION "
                        + "keep()");
        underTraffic(31, 0, SyncOptions.defaults().withFull(true));
        assertThat(Blog.differences(db)).isZero();
        db.execute(Blog.view("'title', p.title, 'version', 1, 'again', 1"));
        underTraffic(32, POSTS * 9 / 10, SyncOptions.defaults());
        assertThat(Blog.differences(db)).isZero();
    }

    @Test
    void aRebuildOfAViewThatCannotBeCutEndsEqualToTheView() throws InterruptedException {
        rebuildOfAViewThatCannotBeCut(21, 21);
    }

    @Test
    @Tag("slow")
    void rebuildsOfAViewThatCannotBeCutEndEqualToTheView() throws InterruptedException {
        rebuildOfAViewThatCannotBeCut(22, 26);
    }

    private void rebuildOfAViewThatCannotBeCut(int firstSeed, int lastSeed) throws InterruptedException {
        // the place of a row depends on all others, which writers do not care about: it is left out of the view here
        String view = Blog.V_POST_AGGREGATED
                .replace("'place', row_number() OVER (ORDER BY dear(p.title)),", "'v', %d,")
                .replace("tb_post p JOIN", "(SELECT *, row_number() OVER (ORDER BY dear(title)) FROM tb_post) p JOIN")
                .replace("coalesce(c.n, 0)", "coalesce(c.n, 0), 'numbered', p.row_number > 0");
        db.execute(view.formatted(1));
        sync(SyncOptions.defaults());
        for (int seed = firstSeed; seed <= lastSeed; seed++) {
            db.execute(view.formatted(seed));
            // a writer evaluates such a view as a whole for every row, so few of them
            underTraffic(seed, POSTS * 9 / 10, SyncOptions.defaults());
            assertThat(Blog.differences(db)).as("seed " + seed).isZero();
        }
    }

    private void sync(SyncOptions options) {
        assertThat(ReadTables.builder(db.dataSource()).build().sync(options).synced())
                .hasSize(1);
    }

    private void underTraffic(int seed, int fewestRows, SyncOptions options) throws InterruptedException {
        over.set(false);
        writes.set(0);
        reads.set(0);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Random random = new Random(seed * 100L + i);
            threads.add(new Thread(() -> traffic(statement -> write(statement, random))));
        }
        threads.add(new Thread(() -> traffic(statement -> read(statement, fewestRows))));
        threads.forEach(Thread::start);
        while (writes.get() < 20 || reads.get() < 1) {
            Thread.sleep(5);
        }
        try {
            sync(options);
        } finally {
            over.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertThat(problems).isEmpty();
    }

    private void traffic(Act act) {
        try (Connection connection = db.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            while (!over.get()) {
                try {
                    act.on(statement);
                    connection.commit();
                } catch (SQLException e) {
                    // the writers choose posts in any order, so two of them may deadlock; an application retries
                    if (!SqlState.DEADLOCK.equals(e.getSQLState())) {
                        throw e;
                    }
                    connection.rollback();
                }
            }
        } catch (SQLException e) {
            problems.add(e.toString());
        }
    }

    private interface Act {
        void on(Statement statement) throws SQLException;
    }

    /** One transaction of an application: one to three posts, in any order, each in {@code tb_} and {@code tv_}. */
    private void write(Statement statement, Random random) throws SQLException {
        int posts = 1 + random.nextInt(3);
        // in one order among themselves, or the writers would deadlock without any sync
        List<Integer> chosen =
                random.ints(posts, 0, ids.size()).sorted().distinct().boxed().toList();
        for (int index : chosen) {
            String id = ids.get(index);
            switch (random.nextInt(8)) {
                case 0 -> {
                    statement.execute("DELETE FROM tb_post WHERE id = '" + id + "'");
                    statement.execute("DELETE FROM tv_post WHERE id = '" + id + "'");
                }
                case 1 -> {
                    statement.execute("DELETE FROM tv_post WHERE id = '" + id + "'");
                    statement.execute("DELETE FROM tb_post WHERE id = '" + id + "'");
                }
                case 2, 3 -> {
                    statement.execute("INSERT INTO tb_post (id, author_id, title) SELECT '" + id
                            + "', id, 'Born again' FROM tb_user LIMIT 1 ON CONFLICT DO NOTHING");
                    statement.execute(UPSERT.formatted(id));
                }
                case 4 -> {
                    statement.execute(
                            "UPDATE tb_post SET title = 'Plain " + random.nextInt() + "' WHERE id = '" + id + "'");
                    statement.execute("UPDATE tv_post t SET data = v.data FROM v_post v WHERE v.id = t.id AND t.id = '"
                            + id + "'");
                }
                default -> {
                    statement.execute(
                            "UPDATE tb_post SET title = 'Title " + random.nextInt() + "' WHERE id = '" + id + "'");
                    statement.execute(UPSERT.formatted(id));
                }
            }
        }
        writes.incrementAndGet();
    }

    /**
     * What a reader sees is never less than what there was, and every row is whole: written by one definition of the
     * view.
     */
    private void read(Statement statement, int fewestRows) throws SQLException {
        try (var rows = statement.executeQuery("SELECT count(*), count(*) FILTER (WHERE data ->> 'title' IS NULL"
                + " OR data -> 'version' IS DISTINCT FROM data -> 'again') FROM tv_post")) {
            rows.next();
            if (rows.getLong(1) < fewestRows || rows.getLong(2) > 0) {
                problems.add("A reader saw " + rows.getLong(1) + " rows, " + rows.getLong(2) + " of them torn");
            }
        }
        reads.incrementAndGet();
    }
}
