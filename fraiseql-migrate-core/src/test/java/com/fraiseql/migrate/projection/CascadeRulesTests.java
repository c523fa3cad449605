// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fraiseql.migrate.projection.cascade.CascadeOptions;
import com.fraiseql.migrate.projection.cascade.CascadeReport;
import com.fraiseql.migrate.projection.cascade.Cycle;
import com.fraiseql.migrate.projection.cascade.Entity;
import com.fraiseql.migrate.projection.cascade.EntityEffect;
import com.fraiseql.migrate.projection.cascade.EntityEffect.Keys;
import com.fraiseql.migrate.projection.cascade.KeyPlan;
import com.fraiseql.migrate.projection.cascade.KeySource;
import com.fraiseql.migrate.projection.cascade.Rule;
import com.fraiseql.migrate.projection.cascade.Rule.Change;
import com.fraiseql.migrate.projection.cascade.TableRules;
import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.projection.ivm.Reason;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a database to the rules of its tables. */
class CascadeRulesTests {

    private TestDatabase db;

    @BeforeEach
    void create() {
        db = TestDatabase.create();
    }

    @AfterEach
    void drop() {
        db.close();
    }

    private void seed() {
        db.execute("""
                CREATE TABLE tb_user (id int PRIMARY KEY, name text NOT NULL, password text NOT NULL);
                CREATE TABLE tb_post (id int PRIMARY KEY, author_id int REFERENCES tb_user ON DELETE SET NULL,
                  title text NOT NULL);
                CREATE TABLE tb_comment (id int PRIMARY KEY,
                  post_id int NOT NULL REFERENCES tb_post ON DELETE CASCADE ON UPDATE CASCADE,
                  author_id int REFERENCES tb_user ON DELETE SET NULL, body text NOT NULL);
                CREATE VIEW v_user AS SELECT id, jsonb_build_object('name', name) AS data FROM tb_user;
                CREATE VIEW v_post AS SELECT p.id, jsonb_build_object('title', p.title, 'author', u.name, 'comments',
                  (SELECT jsonb_agg(c.body ORDER BY c.id) FROM tb_comment c WHERE c.post_id = p.id)) AS data
                  FROM tb_post p LEFT JOIN tb_user u ON u.id = p.author_id;
                CREATE TABLE tv_post (id int PRIMARY KEY, data jsonb NOT NULL);""");
    }

    private CascadeReport report() {
        return new CascadeRules(db.dataSource()).report(CascadeOptions.defaults());
    }

    private Rule rule(String table, Change change) {
        return rules(table).rules().stream()
                .filter(rule -> rule.change() == change)
                .findFirst()
                .orElseThrow();
    }

    private Rule update(String table, String column) {
        return rules(table).rules().stream()
                .filter(rule -> rule.columns().contains(column))
                .findFirst()
                .orElseThrow();
    }

    private TableRules rules(String table) {
        return report().tables().stream()
                .filter(found -> found.table().equals("public." + table))
                .findFirst()
                .orElseThrow();
    }

    /** As {@code entity: step, step}. */
    private static List<String> entities(Rule rule) {
        return rule.entities().stream()
                .map(effect -> effect.entity() + ": "
                        + (effect.keys() == Keys.ALL ? "all" : String.join(", ", effect.steps())))
                .toList();
    }

    /** As {@code action table (columns)}. */
    private static List<String> server(Rule rule) {
        return rule.server().stream()
                .map(effect -> effect.action() + " " + effect.table()
                        + (effect.columns().isEmpty() ? "" : " " + effect.columns()))
                .toList();
    }

    @Test
    void anEntityIsWhatTableViewAndReadTableHaveInCommon() {
        seed();

        assertThat(report().entities()).extracting(Entity::name).containsExactly("comment", "post", "user");
        assertThat(report().entities().get(1).relations())
                .isEqualTo(new Entity.Relations("public.tb_post", "public.v_post", "public.tv_post"));
        assertThat(report().entities().get(0).key()).containsExactly("id");
    }

    @Test
    void renamingAUserConcernsHisPostsAndNoColumnThatNoViewReadsDoes() {
        seed();

        assertThat(entities(update("tb_user", "name")))
                .containsExactly("post: u.id = p.author_id, p.id = id", "user: tb_user.id = id");
        assertThat(update("tb_user", "password").columns()).containsExactly("password");
        assertThat(update("tb_user", "password").entities()).isEmpty();
    }

    @Test
    void deletingAUserSetsTheAuthorToNullAndAPostTakesItsCommentsAlong() {
        seed();

        assertThat(server(rule("tb_user", Change.DELETE)))
                .containsExactlyInAnyOrder(
                        "SET_NULL public.tb_post [author_id]", "SET_NULL public.tb_comment [author_id]");
        assertThat(rule("tb_user", Change.DELETE).entities())
                .extracting(EntityEffect::entity, EntityEffect::from)
                .contains(tuple("post", "public.tb_post"), tuple("comment", "public.tb_comment"));
        assertThat(server(rule("tb_post", Change.DELETE))).containsExactly("DELETE public.tb_comment");
        assertThat(server(update("tb_post", "id"))).containsExactly("UPDATE public.tb_comment [post_id]");
    }

    @Test
    void truncationConcernsEveryKeyAndTakesTheTablesThatReferAlong() {
        seed();

        Rule rule = rule("tb_user", Change.TRUNCATE);

        assertThat(server(rule)).contains("TRUNCATE public.tb_post", "TRUNCATE public.tb_comment");
        assertThat(entities(rule)).contains("user: all", "post: all", "comment: all");
    }

    @Test
    void onDeleteSetNullOfSomeColumnsNamesTheseOnly() {
        assumeTrue(Integer.parseInt(db.query("SHOW server_version_num").get(0)) >= 150000);
        db.execute("""
                CREATE TABLE tb_user (tenant int, id int, PRIMARY KEY (tenant, id));
                CREATE TABLE tb_post (id int PRIMARY KEY, tenant int, author int,
                  FOREIGN KEY (tenant, author) REFERENCES tb_user ON DELETE SET NULL (author) ON UPDATE SET NULL);""");

        assertThat(server(rule("tb_user", Change.DELETE))).containsExactly("SET_NULL public.tb_post [author]");
        assertThat(server(update("tb_user", "id"))).containsExactly("SET_NULL public.tb_post [tenant, author]");
        assertThat(report().entities().get(1).key()).containsExactly("tenant", "id");
    }

    @Test
    void onDeleteSetNullOfAColumnThatIsNotNullIsARefusal() {
        db.execute("""
                CREATE TABLE tb_user (id int PRIMARY KEY);
                CREATE TABLE tb_comment (id int PRIMARY KEY,
                  author_id int NOT NULL REFERENCES tb_user ON DELETE SET NULL);""");

        assertThat(server(rule("tb_user", Change.DELETE))).containsExactly("REFUSE public.tb_comment [author_id]");
    }

    @Test
    void temporaryTablesOfOtherSessionsAreNoneOfItsBusiness() throws SQLException {
        seed();
        try (Connection other = db.connect();
                Statement statement = other.createStatement()) {
            statement.execute("CREATE TEMP TABLE tb_a (id int PRIMARY KEY);"
                    + "CREATE TEMP TABLE tb_b (a_id int REFERENCES tb_a ON DELETE CASCADE)");

            assertThat(report().entities()).extracting(Entity::name).containsExactly("comment", "post", "user");
        }
    }

    @Test
    void circlesEndAndAreNamed() {
        db.execute("""
                CREATE TABLE tb_node (id int PRIMARY KEY, parent_id int REFERENCES tb_node ON DELETE CASCADE);
                CREATE TABLE tb_a (id int PRIMARY KEY, b_id int);
                CREATE TABLE tb_b (id int PRIMARY KEY, a_id int REFERENCES tb_a ON DELETE CASCADE);
                ALTER TABLE tb_a ADD FOREIGN KEY (b_id) REFERENCES tb_b ON DELETE CASCADE;""");

        assertThat(report().cycles())
                .containsExactly(
                        new Cycle(
                                Cycle.Kind.DELETE,
                                List.of("public.tb_a", "public.tb_b"),
                                List.of("tb_a_b_id_fkey", "tb_b_a_id_fkey")),
                        new Cycle(Cycle.Kind.DELETE, List.of("public.tb_node"), List.of("tb_node_parent_id_fkey")));
        assertThat(server(rule("tb_node", Change.DELETE))).containsExactly("DELETE public.tb_node");
        assertThat(server(rule("tb_a", Change.DELETE))).containsExactly("DELETE public.tb_b", "DELETE public.tb_a");
    }

    @Test
    void aForeignKeyOfOnePartitionIsFollowedFromTheWholeTable() {
        db.execute("""
                CREATE TABLE tb_log (id int, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
                CREATE TABLE log_2025 PARTITION OF tb_log FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
                CREATE TABLE log_2026 PARTITION OF tb_log FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
                CREATE TABLE tb_note (id int PRIMARY KEY, log_id int, at date,
                  FOREIGN KEY (log_id, at) REFERENCES log_2025 ON DELETE CASCADE);
                CREATE VIEW v_day AS SELECT l.at AS id, count(*) AS lines FROM log_2026 l GROUP BY l.at;""");

        assertThat(server(rule("tb_log", Change.DELETE))).containsExactly("DELETE public.tb_note");
        assertThat(entities(rule("tb_log", Change.INSERT))).contains("day: l.at = id");
        assertThat(report().tables()).extracting(TableRules::table).doesNotContain("public.log_2025");
    }

    @Test
    void aGeneratedColumnChangesWithThoseThatItIsMadeOf() {
        db.execute("""
                CREATE TABLE tb_item (id int PRIMARY KEY, note text, price int, qty int,
                  total int GENERATED ALWAYS AS (price * qty) STORED);
                CREATE VIEW v_item AS SELECT id, total FROM tb_item;""");

        assertThat(update("tb_item", "qty").columns()).containsExactly("id", "price", "qty");
        assertThat(entities(update("tb_item", "qty"))).containsExactly("item: tb_item.id = id");
    }

    @Test
    void aViewThatReadsAReadTableIsReachedThroughIt() {
        seed();
        db.execute("CREATE VIEW v_front AS SELECT t.id, t.data FROM tv_post t WHERE t.id < 10");

        assertThat(rule("tb_comment", Change.INSERT).entities())
                .extracting(EntityEffect::entity, EntityEffect::from)
                .containsExactly(
                        tuple("comment", "public.tb_comment"),
                        tuple("post", "public.tb_comment"),
                        tuple("front", "public.tv_post"));
    }

    @Test
    void whatIsNotLinkedConcernsEveryKeyAndSaysWhy() {
        db.execute("""
                CREATE TABLE tb_post (id int PRIMARY KEY, title text);
                CREATE TABLE tb_setting (key text PRIMARY KEY, value text);
                CREATE TABLE tb_category (id int PRIMARY KEY, parent_id int);
                CREATE MATERIALIZED VIEW mv_post AS SELECT id FROM tb_post;
                CREATE VIEW v_post AS SELECT id, title, (SELECT value FROM tb_setting) AS site FROM tb_post;
                CREATE VIEW v_category AS WITH RECURSIVE t AS (SELECT id, parent_id FROM tb_category
                  UNION ALL SELECT c.id, t.parent_id FROM tb_category c JOIN t ON t.id = c.parent_id)
                  SELECT id, count(*) AS depth FROM t GROUP BY id;
                CREATE VIEW v_latest AS SELECT id, title FROM tb_post ORDER BY id DESC LIMIT 10;
                CREATE VIEW v_clock AS SELECT id, now() AS at FROM tb_post;""");

        assertThat(reason("tb_setting", "post")).isEqualTo(Reason.Code.NO_LINK);
        assertThat(reason("tb_category", "category")).isEqualTo(Reason.Code.UNKNOWN_CONSTRUCT);
        assertThat(reason("tb_post", "latest")).isEqualTo(Reason.Code.LIMIT);
        assertThat(report().entities().stream()
                        .filter(entity -> entity.name().equals("clock"))
                        .flatMap(entity -> entity.remarks().stream()))
                .extracting(Reason::code)
                .containsExactly(Reason.Code.CHANGES_BY_ITSELF);
    }

    private Reason.Code reason(String table, String entity) {
        return rule(table, Change.INSERT).entities().stream()
                .filter(effect -> effect.entity().equals(entity))
                .map(EntityEffect::reason)
                .findFirst()
                .orElseThrow()
                .code();
    }

    @Test
    void aMaintainedReadTableIsTheOnlySourceOfItsKeys() {
        seed();
        List<KeyPlan> before = new CascadeRules(db.dataSource()).keyPlans(CascadeOptions.defaults());
        new IncrementalMaintenance(db.dataSource()).apply(IvmOptions.defaults());

        List<KeyPlan> after = new CascadeRules(db.dataSource()).keyPlans(CascadeOptions.defaults());

        assertThat(post(before).maintained()).isFalse();
        assertThat(post(before).sources())
                .extracting(KeySource::table)
                .containsExactly("tb_comment", "tb_post", "tb_user", "tv_post");
        assertThat(post(before).sources().get(2).watched()).containsExactly("id", "name");
        assertThat(post(after).maintained()).isTrue();
        assertThat(post(after).sources()).extracting(KeySource::table).containsExactly("tv_post");
    }

    private static KeyPlan post(List<KeyPlan> plans) {
        return plans.stream()
                .filter(plan -> plan.entity().name().equals("post"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void entitiesThatAreLeftOutHaveNoRules() {
        seed();

        CascadeReport report = new CascadeRules(db.dataSource())
                .report(new CascadeOptions(null, Set.of("public"), Set.of("tb_comment", "public.v_us*")));

        assertThat(report.entities()).extracting(Entity::name).containsExactly("post");
    }
}
