// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fraiseql.migrate.projection.cascade.CascadeOptions;
import com.fraiseql.migrate.projection.cascade.CascadeReport;
import com.fraiseql.migrate.projection.cascade.Entity;
import com.fraiseql.migrate.projection.cascade.EntityEffect;
import com.fraiseql.migrate.projection.cascade.KeyPlan;
import com.fraiseql.migrate.projection.cascade.KeySource;
import com.fraiseql.migrate.projection.cascade.Rule.Change;
import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.projection.ivm.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** From a database to the rules of its tables. */
class CascadeRulesTests extends BlogRulesTest {

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
