// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fraiseql.migrate.projection.cascade.Cycle;
import com.fraiseql.migrate.projection.cascade.EntityEffect;
import com.fraiseql.migrate.projection.cascade.Rule;
import com.fraiseql.migrate.projection.cascade.Rule.Change;
import com.fraiseql.migrate.projection.cascade.TableRules;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the server does for foreign keys, as the rules of a table say it. */
class ForeignKeyRulesTests extends BlogRulesTest {

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
        String schema = """
                CREATE TABLE tb_user (tenant int, id int, PRIMARY KEY (tenant, id));
                CREATE TABLE tb_post (id int PRIMARY KEY, tenant int, author int,
                  FOREIGN KEY (tenant, author) REFERENCES tb_user ON DELETE SET NULL (author) ON UPDATE SET NULL);""";
        if (db.majorVersion() < 15) {
            assertThat(db.refusal(schema)).isEqualTo("42601");
            return;
        }
        db.execute(schema);

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
}
