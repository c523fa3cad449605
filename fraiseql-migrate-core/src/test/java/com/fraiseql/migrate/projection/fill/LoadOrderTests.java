// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.fill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.ReadTables;
import com.fraiseql.migrate.projection.fill.LoadOrder.Embedded;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import com.fraiseql.migrate.testsupport.TestDatabase;
import com.fraiseql.migrate.testsupport.TestDatabase.FreshDatabase;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LoadOrderTests {

    private static final double RANGE = 100_000;

    @RegisterExtension
    static final FreshDatabase database = new FreshDatabase();

    private TestDatabase db = database.get();

    @BeforeEach
    void createPostsOfManyAuthors() {
        db = database.get();
        db.execute(
                "DROP SCHEMA public CASCADE",
                "CREATE SCHEMA public",
                "CREATE TABLE tb_post (id bigint PRIMARY KEY, author int NOT NULL)",
                "INSERT INTO tb_post SELECT n, 1 + (n * 7919) % 3001 FROM generate_series(1, 120000) n",
                "CREATE VIEW v_post AS SELECT id, jsonb_build_object('id', id, 'tags', '[]'::jsonb, 'Its \"author\\',"
                        + " jsonb_build_object('name', 'Author ' || author)) AS \"Data\" FROM tb_post",
                "CREATE TABLE tv_post (id bigint PRIMARY KEY, \"Data\" jsonb NOT NULL)",
                "ANALYZE tb_post");
    }

    private void sync() {
        ReadTables.builder(db.dataSource()).build().sync(SyncOptions.defaults().withConnections(1));
    }

    /** How often an author is followed by another one, as the rows lie. */
    private int changes() {
        return Integer.parseInt(
                db.query("SELECT count(*) FILTER (WHERE \"Data\" -> 'Its \"author\\' <> before) FROM (SELECT \"Data\","
                                + " lag(\"Data\" -> 'Its \"author\\') OVER (ORDER BY ctid) AS before FROM tv_post) x")
                        .get(0));
    }

    private void assertEqualToTheView() {
        assertThat(db.query("SELECT count(*) FROM tv_post t FULL JOIN v_post v USING (id)"
                        + " WHERE t.\"Data\"::text IS DISTINCT FROM v.\"Data\"::text"))
                .containsExactly("0");
    }

    @Test
    void rowsThatShareAnEmbeddedObjectLieSideBySideWhereAGinIndexIsBuilt() {
        db.execute("CREATE INDEX ON tv_post USING gin (\"Data\")");
        sync();
        assertThat(changes()).isLessThan(10_000);
        assertEqualToTheView();
    }

    @Test
    void withoutAGinIndexTheyStayAsTheyCome() {
        db.execute("CREATE INDEX ON tv_post USING gin ((\"Data\" -> 'tags'))");
        sync();
        assertThat(changes()).isGreaterThan(100_000);
        assertEqualToTheView();
    }

    @Test
    void aRowThatFailsIsReportedByItsKeyAndNotByTheLookAtTheOrder() {
        db.execute(
                "CREATE INDEX ON tv_post USING gin (\"Data\")",
                "CREATE OR REPLACE VIEW v_post AS SELECT id, jsonb_build_object('id', 1 / (id - 10), 'author', "
                        + "author) AS \"Data\" FROM tb_post");
        MigrateException failure = catchThrowableOfType(MigrateException.class, this::sync);
        assertThat(failure.code()).isEqualTo(FailureCode.SYNC_FAILED);
        assertThat(failure.render()).contains("division by zero", "where id = 10: ");
    }

    @Test
    void whatIsDrawnTellsHowOftenAnObjectComes() {
        assertThat(chosen(random(2000))).as("50 times in a range").isTrue();
        assertThat(chosen(random(20_000))).as("5 times").isTrue();
        assertThat(chosen(random(150_000))).as("hardly twice").isFalse();
        assertThat(chosen(IntStream.range(0, LoadOrder.SAMPLE).toArray()))
                .as("once")
                .isFalse();
        assertThat(chosen(random(100))).as("a few that are everywhere").isFalse();
        assertThat(chosen(random(20_000), 10)).as("ten side by side").isFalse();
        assertThat(chosen(IntStream.range(0, 1000).map(i -> i / 2).toArray()))
                .as("in a quarter of the rows")
                .isFalse();
    }

    @Test
    void theBiggestOfThoseThatComeBackIsTaken() {
        List<Embedded> found = List.of(
                new Embedded("data", "unique", 4000, 4000, 900_000),
                new Embedded("data", "small", 4000, 3000, 100_000),
                new Embedded("data", "big", 4000, 3000, 300_000));
        assertThat(LoadOrder.choose(found, RANGE)).map(Embedded::key).contains("big");
    }

    private static int[] random(int different) {
        return new Random(5).ints(LoadOrder.SAMPLE, 0, different).toArray();
    }

    private static boolean chosen(int[] objects) {
        return chosen(objects, 1);
    }

    private static boolean chosen(int[] objects, int sideBySide) {
        long different = IntStream.range(0, objects.length)
                .map(i -> objects[i / sideBySide])
                .distinct()
                .count();
        return LoadOrder.choose(List.of(new Embedded("data", "author", objects.length, different, 1)), RANGE)
                .isPresent();
    }
}
