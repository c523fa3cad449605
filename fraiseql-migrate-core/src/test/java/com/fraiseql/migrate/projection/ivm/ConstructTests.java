// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fraiseql.migrate.projection.ivm.decide.Maintained;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The generated SQL for what views and tables look like beyond a plain blog. */
class ConstructTests {

    private TestDatabase db;
    private Bases bases;

    @BeforeEach
    void create() {
        db = TestDatabase.create();
        bases = new Bases(db);
    }

    @AfterEach
    void drop() {
        db.close();
    }

    private Maintenance install(Maintained... tables) {
        return install(IvmOptions.defaults(), tables);
    }

    private Maintenance install(IvmOptions options, Maintained... tables) {
        Maintenance maintenance = new Maintenance(db, List.of(tables)).install(options);
        maintenance.assertEqual();
        return maintenance;
    }

    private static void check(Maintenance maintenance, String... writes) {
        for (String write : writes) {
            maintenance.commit(write).assertEqual(write);
        }
    }

    @Test
    void aTableThatRefersToItself() {
        db.execute("""
                CREATE TABLE tb_node(id int PRIMARY KEY, parent int REFERENCES tb_node ON DELETE CASCADE, name text);
                CREATE INDEX ON tb_node(parent);
                CREATE VIEW v_node AS SELECT n.id, n.name, p.name AS parent, (SELECT string_agg(c.name || ':' || (SELECT
                  count(*) FROM tb_node g WHERE g.parent = c.id), ',' ORDER BY c.id) FROM tb_node c WHERE
                  c.parent = n.id)
                  AS children FROM tb_node n LEFT JOIN tb_node p ON p.id = n.parent;
                CREATE TABLE tv_node(id int PRIMARY KEY, name text, parent text, children text);
                INSERT INTO tb_node SELECT i, NULLIF(i / 3, 0), 'n' || i FROM generate_series(1, 40) i;
                """);
        var node = bases.of("tb_node");

        check(
                install(Model.of("node")
                        .columns("id", "name", "parent", "children")
                        .reads(node, "n", "id", "name", "parent")
                        .reads(node, "p", "id", "name")
                        .reads(node, "c", "id", "name", "parent")
                        .reads(node, "g", "parent")
                        .edge("p.id = n.parent")
                        .edge("g.parent = c.id")
                        .edge("c.parent = key")
                        .edge("n.id = key")
                        .build()),
                "UPDATE tb_node SET name = 'x' WHERE id = 3",
                "UPDATE tb_node SET parent = 5 WHERE id = 4",
                "UPDATE tb_node SET parent = 2 WHERE id IN (4, 13, 39)",
                "UPDATE tb_node SET parent = 1 WHERE id = 39; UPDATE tb_node SET parent = 7 WHERE id = 13",
                "DELETE FROM tb_node WHERE id = 4",
                "INSERT INTO tb_node VALUES (100, 39, 'y'), (101, 100, 'z')",
                "UPDATE tb_node SET parent = NULL");
    }

    @Test
    void linksAndKeysOfSeveralColumns() {
        db.execute("""
                CREATE TABLE tb_line("Tenant" int, no bigint, "order" int, amount numeric, PRIMARY KEY ("Tenant", no));
                CREATE TABLE tb_order("Tenant" int, id int, name text, PRIMARY KEY ("Tenant", id));
                CREATE INDEX ON tb_line("Tenant", "order");
                CREATE TABLE tb_note("Tenant" int, line bigint, text text);
                CREATE INDEX ON tb_note("Tenant", line);
                CREATE VIEW v_line AS SELECT l."Tenant", l."order", l.no, l.amount, o.name,
                  (SELECT count(*) FROM tb_note n WHERE n."Tenant" = l."Tenant" AND n.line = l.no) AS notes
                  FROM tb_line l JOIN tb_order o ON (o."Tenant", o.id) = (l."Tenant", l."order");
                CREATE TABLE tv_line("Tenant" int, "order" int, no bigint, amount numeric, name text, notes bigint,
                  PRIMARY KEY ("Tenant", "order", no));
                INSERT INTO tb_order SELECT t, i, 'o' || i FROM generate_series(1, 2) t, generate_series(1, 5) i;
                INSERT INTO tb_line SELECT t, i, 1 + i % 5, i FROM generate_series(1, 2) t, generate_series(1, 20) i;
                INSERT INTO tb_note SELECT t, i, 'n' FROM generate_series(1, 2) t, generate_series(1, 20) i;
                """);

        check(
                install(Model.of("line")
                        .columns("Tenant", "order", "no", "amount", "name", "notes")
                        .key("Tenant", "order", "no")
                        .scope("Tenant integer", "order integer")
                        .reads(bases.of("tb_line"), "l", "Tenant", "no", "order", "amount")
                        .reads(bases.of("tb_order"), "o", "Tenant", "id", "name")
                        .reads(bases.of("tb_note"), "n", "Tenant", "line")
                        .edge("n.Tenant,n.line = l.Tenant,l.no")
                        .edge("l.Tenant,l.order = key")
                        .edge("o.Tenant,o.id = key")
                        .build()),
                "UPDATE tb_line SET amount = 1.0 WHERE no = 1",
                "UPDATE tb_line SET amount = 1.00 WHERE no = 1",
                "UPDATE tb_line SET \"order\" = 2 WHERE no = 3",
                "UPDATE tb_line SET no = no + 100 WHERE \"Tenant\" = 2",
                "UPDATE tb_order SET name = 'x' WHERE id = 1",
                "INSERT INTO tb_note VALUES (1, 1, 'x'), (2, 102, 'y'), (NULL, 1, 'z'), (1, NULL, 'w')",
                "UPDATE tb_note SET line = 2 WHERE line = 1",
                "DELETE FROM tb_line WHERE \"order\" = 1",
                "DELETE FROM tb_order WHERE id = 2");
    }

    @Test
    void aTableThatIsMadeOfAnother() {
        BlogModel.create(db);
        db.execute("""
                CREATE VIEW v_feed AS SELECT u.id, u.name, (SELECT jsonb_agg(t.data ORDER BY t.id) FROM tv_post t JOIN
                  tb_post p ON p.id = t.id WHERE p.author_id = u.id) AS posts FROM tb_user u;
                CREATE TABLE tv_feed(id int PRIMARY KEY, name text, posts jsonb);
                """);
        Maintained feed = Model.of("feed")
                .columns("id", "name", "posts")
                .reads(bases.of("tb_user"), "u", "id", "name")
                .reads(bases.of("tv_post"), "t", "id", "data")
                .reads(bases.of("tb_post"), "p", "id", "author_id")
                .edge("t.id = p.id")
                .edge("p.author_id = key")
                .edge("u.id = key")
                .build();
        List<Maintained> blog = BlogModel.tables(db);

        check(
                install(feed, blog.get(0), blog.get(1), blog.get(2)),
                "UPDATE tb_tag SET name = 'x' WHERE id = 1",
                "UPDATE tb_comment SET body = 'x' WHERE id = 1",
                "UPDATE tb_post SET author_id = 2 WHERE id = 4",
                "DELETE FROM tb_post WHERE id < 3",
                "INSERT INTO tb_post VALUES (50, 1, 'x')",
                "UPDATE tb_user SET name = 'y'; SELECT fraiseql_ivm_flush(); UPDATE tb_post SET title = 'z'",
                "TRUNCATE tb_comment");
    }

    @Test
    void partitionsAndChildren() {
        db.execute("""
                CREATE TABLE tb_event(id int, day int, name text, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
                CREATE TABLE tb_event_1 PARTITION OF tb_event FOR VALUES FROM (0) TO (10);
                CREATE TABLE tb_event_2(name text, day int NOT NULL, id int NOT NULL);
                ALTER TABLE tb_event ATTACH PARTITION tb_event_2 FOR VALUES FROM (10) TO (20);
                CREATE TABLE tb_old(id int PRIMARY KEY, name text);
                CREATE TABLE tb_young(extra int) INHERITS (tb_old);
                CREATE VIEW v_day AS SELECT e.day AS id, count(*) AS n, string_agg(e.name, ',' ORDER BY e.id) AS names
                  FROM tb_event e GROUP BY e.day;
                CREATE TABLE tv_day(id int PRIMARY KEY, n bigint, names text);
                CREATE VIEW v_young AS SELECT y.id, y.name, y.extra FROM tb_young y;
                CREATE TABLE tv_young(id int PRIMARY KEY, name text, extra int);
                INSERT INTO tb_event SELECT i, i % 20, 'e' || i FROM generate_series(1, 60) i;
                INSERT INTO tb_young SELECT i, 'y' || i, i FROM generate_series(1, 10) i;
                """);

        check(
                install(
                        Model.of("day")
                                .columns("id", "n", "names")
                                .reads(bases.of("tb_event"), "e", "id", "day", "name")
                                .edge("e.day = key")
                                .build(),
                        Model.of("young")
                                .columns("id", "name", "extra")
                                .reads(bases.of("tb_young"), "y", "id", "name", "extra")
                                .edge("y.id = key")
                                .build()),
                "UPDATE tb_event SET name = 'x' WHERE id = 1",
                "UPDATE tb_event_1 SET name = 'y' WHERE id = 2",
                "UPDATE tb_event_2 SET name = 'z' WHERE id = 15",
                "INSERT INTO tb_event_2 VALUES ('w', 12, 1000)",
                "UPDATE tb_event SET day = 15 WHERE id < 5",
                "TRUNCATE tb_event_1",
                "DELETE FROM tb_event",
                "UPDATE tb_young SET name = 'a' WHERE id = 1",
                "UPDATE tb_old SET name = 'b' WHERE id = 2",
                "DELETE FROM tb_old WHERE id = 3",
                "TRUNCATE tb_old");
    }

    @Test
    void aTableWithoutKeyAndValuesThatAreNull() {
        db.execute("""
                CREATE TABLE tb_hit(page int, n int);
                CREATE VIEW v_page AS SELECT h.page AS id, sum(h.n) AS hits FROM tb_hit h WHERE h.page IS NOT NULL GROUP
                  BY h.page;
                CREATE TABLE tv_page(id int PRIMARY KEY, hits bigint);
                """);

        check(
                install(Model.of("page")
                        .columns("id", "hits")
                        .proof(true, false)
                        .reads(bases.of("tb_hit"), "h", "page", "n")
                        .edge("h.page = key")
                        .build()),
                "INSERT INTO tb_hit VALUES (1, 1), (1, 2), (NULL, 3), (2, NULL)",
                "UPDATE tb_hit SET page = 3 WHERE page IS NULL",
                "UPDATE tb_hit SET page = NULL WHERE page = 1",
                "DELETE FROM tb_hit");
    }

    @Test
    void aKeyThatIsNullOrComesTwiceIsNamed() {
        db.execute("""
                CREATE TABLE tb_a(id int PRIMARY KEY, k int);
                CREATE INDEX ON tb_a(k);
                CREATE VIEW v_k AS SELECT a.k AS id, a.id AS a FROM tb_a a;
                CREATE TABLE tv_k(id int PRIMARY KEY, a int);
                INSERT INTO tb_a VALUES (1, 1), (2, 2);
                """);
        Maintenance k = install(Model.of("k")
                .columns("id", "a")
                .proof(false, false)
                .reads(bases.of("tb_a"), "a", "id", "k")
                .edge("a.k = key")
                .build());

        assertThatThrownBy(() -> k.commit("UPDATE tb_a SET k = 1 WHERE id = 2"))
                .hasMessageContaining(
                        "public.tv_k cannot be maintained: the view v_k gives the key (1) more " + "than once.");
        assertThatThrownBy(() -> k.commit("UPDATE tb_a SET k = NULL WHERE id = 2"))
                .hasMessageContaining("public.tv_k cannot be maintained: the view v_k gives a row whose id is NULL.");
        check(k, "UPDATE tb_a SET k = 3 - k");
    }

    @Test
    void aChangeOfAnUnusedColumnQueuesNothingAndOneThatOneTableUsesConcernsThatTable() {
        BlogModel.create(db);
        Maintenance blog = new Maintenance(db, BlogModel.tables(db)).install(IvmOptions.defaults());
        String passes = "SELECT (SELECT last_value FROM fraiseql_ivm_n_tv_post) || ' ' || (SELECT last_value FROM"
                + " fraiseql_ivm_n_tv_author_stats)";
        String before = db.query(passes).get(0);

        blog.commit("UPDATE tb_post SET hits = 1; UPDATE tb_comment SET flags = 1; UPDATE tb_post SET title = title");
        assertThat(db.query(passes)).containsExactly(before);

        blog.commit("UPDATE tb_post SET title = 'x' WHERE id = 1").assertEqual();
        assertThat(db.query(passes).get(0)).isNotEqualTo(before).endsWith(before.substring(before.indexOf(' ')));
    }

    @Test
    void aHigherIsolationLevelIsRefusedByTheStatement() {
        BlogModel.create(db);
        new Maintenance(db, BlogModel.tables(db)).install(IvmOptions.defaults());

        assertThatThrownBy(() -> db.execute(
                        "BEGIN ISOLATION LEVEL REPEATABLE READ",
                        "UPDATE tb_post SET hits = 1",
                        "UPDATE tb_post " + "SET title = 'x'"))
                .hasMessageContaining("fraiseql.migrate.ivm.isolation=any");
    }

    @Test
    void aRoleWithoutRightsOnTheReadTableWrites() {
        BlogModel.create(db);
        Maintenance blog = new Maintenance(db, BlogModel.tables(db)).install(IvmOptions.defaults());
        db.execute(
                "DO 'BEGIN CREATE ROLE ivm_writer; EXCEPTION WHEN duplicate_object THEN NULL; END'",
                "GRANT USAGE ON SCHEMA public TO ivm_writer; GRANT SELECT, UPDATE ON tb_post TO ivm_writer");

        blog.commit("SET LOCAL ROLE ivm_writer; UPDATE tb_post SET title = 'x' WHERE id = 1")
                .assertEqual();
        blog.commit("SET LOCAL ROLE ivm_writer; SET LOCAL search_path = ''; UPDATE public.tb_post SET title = "
                        + "'y'; RESET ROLE")
                .assertEqual();
        db.execute("DROP OWNED BY ivm_writer");
    }

    @Test
    void aPreparedTransaction() {
        BlogModel.create(db);
        Maintenance blog = new Maintenance(db, BlogModel.tables(db)).install(IvmOptions.defaults());

        db.execute(
                "BEGIN",
                "UPDATE tb_post SET title = 'x' WHERE id = 1",
                "PREPARE TRANSACTION 'ivm'",
                "COMMIT " + "PREPARED 'ivm'");
        blog.assertEqual();
        db.execute(
                "BEGIN",
                "UPDATE tb_post SET title = 'y' WHERE id = 1",
                "PREPARE TRANSACTION " + "'ivm'",
                "ROLLBACK PREPARED 'ivm'");
        blog.assertEqual();
    }

    @Test
    void whatWasDroppedIsNotInTheWayOfThoseWhoWrite() {
        BlogModel.create(db);
        List<Maintained> tables = BlogModel.tables(db);
        new Maintenance(db, tables).install(IvmOptions.defaults());

        db.execute("DROP VIEW v_approved; DROP TABLE tv_approved");

        new Maintenance(db, tables.subList(0, 2))
                .commit("UPDATE tb_post SET title = 'x'")
                .assertEqual();
    }

    @Test
    void namesOfAnyKind() {
        String name = "tb $fraiseql_ivm$ %s \"x\" -- '\n y_and_a_name_that_is_far_too_long";
        String quoted = "\"b $$\".\"" + name.replace("\"", "\"\"") + "\"";
        db.execute(
                "CREATE SCHEMA \"b $$\"",
                "CREATE TABLE " + quoted + " (\"a '\n b\" int PRIMARY KEY, \"n %\" text)",
                "CREATE VIEW v_odd AS SELECT t.\"a '\n b\" AS id, t.\"n %\" FROM " + quoted + " t",
                "CREATE TABLE tv_odd(id int PRIMARY KEY, \"n %\" text)");
        String stored = db.query("SELECT relname FROM pg_class WHERE relkind = 'r' AND relname LIKE 'tb $%'")
                .get(0);

        check(
                install(Model.of("odd")
                        .columns("id", "n %")
                        .proof(false, true)
                        .reads(bases.of("b $$", stored), "t\n", "a '\n b", "n %")
                        .edge("t\n.a '\n b = key")
                        .build()),
                "INSERT INTO " + quoted + " VALUES (1, 'x'), (2, 'y')",
                "UPDATE " + quoted + " SET \"n %\" = 'z'",
                "TRUNCATE " + quoted);
    }
}
