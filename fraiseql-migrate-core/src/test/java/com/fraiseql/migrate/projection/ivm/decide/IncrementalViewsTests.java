// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fraiseql.migrate.projection.ivm.Reason.Code;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is understood of views that can be maintained. */
@TestInstance(Lifecycle.PER_CLASS)
class IncrementalViewsTests {

    private ViewsOfABlog views = new ViewsOfABlog(Map.of());

    static final Map<String, String> VIEWS = new LinkedHashMap<>();

    static {
        VIEWS.put("joins", "SELECT p.id, p.title, u.name FROM tb_post p JOIN tb_user u ON u.id = p.author_id");
        VIEWS.put("using", "SELECT id, o.customer FROM tb_order o JOIN tb_tag USING (id) key: id");
        VIEWS.put("comma", "SELECT p.id, u.name FROM tb_post p, tb_user u WHERE u.id = p.author_id");
        VIEWS.put("left_join", "SELECT p.id, u.name FROM tb_post p LEFT JOIN tb_user u ON u.id = p.editor_id");
        VIEWS.put("right_join", "SELECT p.id, u.name FROM tb_user u RIGHT JOIN tb_post p ON u.id = p.editor_id");
        VIEWS.put("aggregate", """
                SELECT p.id, jsonb_agg(jsonb_build_object('b', c.body, 'by', u.name) ORDER BY c.created_at, c.id)
                AS data
                FROM tb_post p LEFT JOIN tb_comment c ON c.post_id = p.id LEFT JOIN tb_user u ON u.id = c.author_id
                GROUP BY p.id""");
        VIEWS.put("correlated", """
                SELECT p.id, (SELECT jsonb_agg(t.name ORDER BY t.name) FROM tb_post_tag pt JOIN tb_tag t
                ON t.id = pt.tag_id
                WHERE pt.post_id = p.id) AS tags FROM tb_post p""");
        VIEWS.put("exists", """
                SELECT p.id, EXISTS (SELECT FROM tb_comment c WHERE c.post_id = p.id AND c.body <> '') AS discussed
                FROM tb_post p WHERE NOT EXISTS (SELECT FROM tb_post_tag x WHERE x.post_id = p.id AND x.tag_id = 1)""");
        VIEWS.put("in_list", "SELECT p.id FROM tb_post p WHERE p.author_id IN (SELECT c.author_id FROM tb_comment c)");
        VIEWS.put("not_in", "SELECT u.id FROM tb_user u WHERE u.id NOT IN (SELECT p.author_id FROM tb_post p)");
        VIEWS.put(
                "grouped",
                "SELECT p.author_id AS id, count(*) AS n, max(p.created_at) AS latest FROM tb_post p GROUP BY 1");
        VIEWS.put("two_keys", """
                SELECT p.author_id, pt.tag_id, count(*) AS n FROM tb_post p JOIN tb_post_tag pt ON pt.post_id = p.id
                GROUP BY 1, 2 key: author_id, tag_id""");
        VIEWS.put("composite", """
                SELECT o.tenant_id, o.id, (SELECT sum(i.qty * i.price) FROM tb_item i
                WHERE i.tenant_id = o.tenant_id AND i.order_id = o.id) AS total FROM tb_order o key: tenant_id, id""");
        VIEWS.put("tenants", """
                SELECT p.id, u.name FROM tb_post p JOIN tb_user u ON u.tenant_id = p.tenant_id
                AND u.id = p.author_id""");
        VIEWS.put("itself", """
                SELECT c.id, c.name, p.name AS parent, (SELECT count(*) FROM tb_category k
                WHERE k.parent_id = c.id) AS n
                FROM tb_category c LEFT JOIN tb_category p ON p.id = c.parent_id""");
        VIEWS.put("lateral_latest", """
                SELECT u.id, d.title FROM tb_user u LEFT JOIN LATERAL (SELECT p.title FROM tb_post p
                WHERE p.author_id = u.id ORDER BY p.created_at DESC, p.id LIMIT 1) d ON true""");
        VIEWS.put("sorted_below", """
                SELECT p.id, (SELECT json_agg(x) FROM (SELECT c.id, c.body FROM tb_comment c WHERE c.post_id = p.id
                ORDER BY c.created_at DESC, c.id LIMIT 5) x) AS latest FROM tb_post p""");
        VIEWS.put("cte", """
                WITH n AS (SELECT post_id, count(*) AS n FROM tb_comment c GROUP BY post_id)
                SELECT p.id, n.n FROM tb_post p LEFT JOIN n ON n.post_id = p.id""");
        VIEWS.put("cte_twice", """
                WITH n AS NOT MATERIALIZED (SELECT post_id, count(*) AS n FROM tb_comment c GROUP BY post_id)
                SELECT p.id, a.n, b.n AS m FROM tb_post p LEFT JOIN n a ON a.post_id = p.id LEFT JOIN n b
                ON b.post_id = p.id""");
        VIEWS.put("union_all", "SELECT p.id, p.title AS t FROM tb_post p UNION ALL SELECT u.id, u.name FROM tb_user u");
        VIEWS.put("distinct_on", """
                SELECT DISTINCT ON (p.author_id) p.author_id AS id, p.title FROM tb_post p
                ORDER BY p.author_id, p.created_at DESC, p.id""");
        VIEWS.put("window_of_key", """
                SELECT p.id, x.n FROM tb_post p JOIN (SELECT c.post_id, c.id AS c,
                count(*) OVER (PARTITION BY c.post_id) AS n,
                row_number() OVER (PARTITION BY c.post_id ORDER BY c.id) AS r FROM tb_comment c) x
                ON x.post_id = p.id AND x.r = 1""");
        VIEWS.put("above_view", "SELECT j.id, j.name, p.hits FROM v_joins j JOIN tb_post p ON p.id = j.id");
        VIEWS.put("above_table", "SELECT t.id, t.name || '!' AS loud FROM tv_joins t");
        VIEWS.put("whole_row", "SELECT u.id, to_jsonb(u) AS data FROM tb_user u");
        VIEWS.put("odd_names", """
                SELECT o."Key" AS "The key", o."a (b} \\c" AS " x ", p.title FROM "tb_Odd name" o
                LEFT JOIN tb_post p ON p.id = o.post_id""");
        VIEWS.put("own_function", "SELECT t.id, pure(t.name) AS name FROM tb_tag t");
        VIEWS.put("key_of_one", "SELECT u.id, max(u.score) AS best FROM tb_user u GROUP BY u.id");
    }

    @BeforeAll
    void analyse() {
        views.close();
        views = new ViewsOfABlog(VIEWS);
    }

    @AfterAll
    void close() {
        views.close();
    }

    static List<String> all() {
        return List.copyOf(VIEWS.keySet());
    }

    @ParameterizedTest
    @MethodSource("all")
    void eachOfThemCanBeMaintained(String entity) {
        assertThat(views.of(entity).verdict().finding().reasons()).isEmpty();
        assertThat(views.of(entity).maintained()).isPresent();
    }

    @Test
    void aJoinLeadsToTheKeyOverItsColumn() {
        List<String> expected = List.of("p: p.id = id", "u: u.id = p.author_id, p.id = id");
        assertThat(views.paths("joins")).isEqualTo(expected);
        assertThat(views.paths("comma")).isEqualTo(expected);
    }

    @Test
    void anOuterJoinLeadsFromTheSideThatMayBeMissing() {
        assertThat(views.paths("left_join")).containsExactly("p: p.id = id", "u: u.id = p.editor_id, p.id = id");
        assertThat(views.paths("right_join")).containsExactly("u: u.id = p.editor_id, p.id = id", "p: p.id = id");
    }

    @Test
    void whatEqualsTheKeyIsLinkedToTheKeyItself() {
        assertThat(views.paths("aggregate"))
                .containsExactly("p: p.id = id", "c: c.post_id = id", "u: u.id = c.author_id, c.post_id = id");
        assertThat(views.paths("cte")).containsExactly("p: p.id = id", "c: c.post_id = id");
        assertThat(views.paths("window_of_key")).containsExactly("p: p.id = id", "c: c.post_id = id");
        assertThat(views.paths("lateral_latest")).containsExactly("u: u.id = id", "p: p.author_id = id");
    }

    @Test
    void subSelectsAreLinkedByTheirCorrelation() {
        assertThat(views.paths("correlated"))
                .containsExactlyInAnyOrder(
                        "p: p.id = id", "pt: pt.post_id = id", "t: t.id = pt.tag_id, pt.post_id = id");
        assertThat(views.paths("exists"))
                .containsExactlyInAnyOrder("p: p.id = id", "c: c.post_id = id", "x: x.post_id = id");
        assertThat(views.paths("in_list"))
                .containsExactlyInAnyOrder("p: p.id = id", "c: c.author_id = p.author_id, p.id = id");
        assertThat(views.paths("not_in")).containsExactlyInAnyOrder("u: u.id = id", "p: p.author_id = id");
    }

    @Test
    void aTableThatIsReadTwiceHasTwoPaths() {
        assertThat(views.paths("itself"))
                .containsExactlyInAnyOrder("c: c.id = id", "p: p.id = c.parent_id, c.id = id", "k: k.parent_id = id");
        assertThat(views.paths("cte_twice")).containsExactly("p: p.id = id", "c: c.post_id = id", "c: c.post_id = id");
    }

    @Test
    void aLinkOverSeveralColumnsIsOneLink() {
        assertThat(views.paths("composite"))
                .containsExactlyInAnyOrder(
                        "o: o.tenant_id = tenant_id, o.id = id", "i: i.tenant_id = tenant_id, i.order_id = id");
        assertThat(views.paths("tenants"))
                .containsExactly("p: p.id = id", "u: u.tenant_id = p.tenant_id, u.id = p.author_id, p.id = id");
    }

    @Test
    void eachBranchOfAUnionHasTheKey() {
        assertThat(views.paths("union_all")).containsExactly("p: p.id = id", "u: u.id = id");
    }

    @Test
    void aKeyOfColumnsOfTwoTablesIsRecomputedByOneOfThem() {
        Maintained maintained = views.of("two_keys").maintained().orElseThrow();
        assertThat(maintained.shape().key()).containsExactly("author_id", "tag_id");
        assertThat(maintained.shape().scope()).containsExactly("author_id");
    }

    @Test
    void onlyColumnsThatDecideTheOutputAreUsed() {
        assertThat(views.columns("joins"))
                .containsExactly(entry("p", List.of("author_id", "id", "title")), entry("u", List.of("id", "name")));
        assertThat(views.columns("exists")).contains(entry("c", List.of("body", "post_id")));
        assertThat(views.columns("whole_row").get("u")).contains("bio", "rating", "manager_id");
        assertThat(views.columns("above_view"))
                .as("v_joins gives title, which v_above_view does not ask for")
                .containsEntry("u", List.of("id", "name"));
    }

    @Test
    void aReadTableThatReadsAnotherComesAfterIt() {
        List<String> order = Analyses.of(views.database()).stream()
                .map(decision -> decision.verdict().table())
                .toList();
        assertThat(order.indexOf("public.tv_above_table")).isGreaterThan(order.indexOf("public.tv_joins"));
    }

    @Test
    void theKeyIsProvenUniqueWhereJoinsAreByUniqueColumns() {
        for (String proven :
                List.of("joins", "left_join", "aggregate", "grouped", "cte", "lateral_latest", "distinct_on")) {
            assertThat(views.of(proven).maintained().orElseThrow().proof().keyUnique())
                    .as(proven)
                    .isTrue();
        }
        for (String open : List.of("union_all", "using")) {
            assertThat(views.of(open).maintained().orElseThrow().proof().keyUnique())
                    .as(open)
                    .isFalse();
            assertThat(views.of(open).verdict().finding().advice())
                    .anySatisfy(advice -> assertThat(advice.code()).isEqualTo(Code.KEY_NOT_PROVEN));
        }
    }

    @Test
    void aLinkWithoutIndexIsNamedOnce() {
        assertThat(views.of("in_list").verdict().finding().advice())
                .filteredOn(advice -> advice.code() == Code.MISSING_INDEX)
                .extracting(advice -> advice.construct())
                .containsExactlyInAnyOrder("public.tb_comment (author_id)", "public.tb_post (author_id)");
    }

    @Test
    void anEdgeStandsBeforeThoseOfItsInnerOccurrence() {
        for (String entity : VIEWS.keySet()) {
            List<Edge> edges = views.of(entity).maintained().orElseThrow().edges();
            for (int i = 0; i < edges.size(); i++) {
                int inner = edges.get(i).inner();
                assertThat(edges.subList(0, i))
                        .as(entity)
                        .noneMatch(earlier -> earlier.outer() == inner && inner != Edge.KEY);
            }
        }
    }
}
