// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.decide;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.projection.ivm.Reason;
import com.fraiseql.migrate.projection.ivm.Reason.Code;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Views for which equality cannot be promised, and what is said about them. */
@TestInstance(Lifecycle.PER_CLASS)
class RefusedViewsTests {

    private static final Map<String, Expected> VIEWS = new LinkedHashMap<>();

    private ViewsOfABlog views = new ViewsOfABlog(Map.of());

    /**
     * What is expected of a view.
     *
     * @param construct a part of the construct that is named
     * @param cure a part of the cure
     */
    private record Expected(String select, Code code, String construct, String cure) {}

    private static void view(String entity, Code code, String construct, String cure, String select) {
        VIEWS.put(entity, new Expected(select, code, construct, cure));
    }

    static {
        view("unordered", Code.UNORDERED_AGGREGATE, "jsonb_agg without ORDER BY", "ORDER BY", """
                SELECT p.id, (SELECT jsonb_agg(c.body) FROM tb_comment c WHERE c.post_id = p.id) AS c
                FROM tb_post p""");
        view("ties", Code.TIES, "jsonb_agg", "c.id", """
                SELECT p.id, (SELECT jsonb_agg(c.body ORDER BY c.created_at) FROM tb_comment c
                WHERE c.post_id = p.id) AS c
                FROM tb_post p""");
        view("unordered_array", Code.UNORDERED_AGGREGATE, "ARRAY(SELECT", "ORDER BY", """
                SELECT p.id, ARRAY(SELECT c.body FROM tb_comment c WHERE c.post_id = p.id) AS c FROM tb_post p""");
        view("unordered_strings", Code.UNORDERED_AGGREGATE, "string_agg", "ORDER BY", """
                SELECT p.id, (SELECT string_agg(c.body, ',') FROM tb_comment c WHERE c.post_id = p.id) AS c
                FROM tb_post p""");
        view("distinct_on_ties", Code.TIES, "DISTINCT ON", "p.id", """
                SELECT DISTINCT ON (p.author_id) p.author_id AS id, p.title FROM tb_post p ORDER BY 1, p.created_at""");
        view("limit_ties", Code.TIES, "ORDER BY … LIMIT", "p.id", """
                SELECT u.id, (SELECT p.title FROM tb_post p WHERE p.author_id = u.id ORDER BY p.created_at LIMIT 1) AS t
                FROM tb_user u""");
        view("now", Code.CHANGES_BY_ITSELF, "now()", "read", "SELECT p.id, now() - p.created_at AS age FROM tb_post p");
        view("age", Code.CHANGES_BY_ITSELF, "age()", "read", "SELECT p.id, age(p.created_at) AS age FROM tb_post p");
        view("today", Code.CHANGES_BY_ITSELF, "date", "read", """
                SELECT p.id FROM tb_post p WHERE p.created_at > current_date - 7""");
        view("random", Code.VOLATILE, "random()", "column", "SELECT p.id, random() AS r FROM tb_post p");
        view(
                "opaque",
                Code.OPAQUE_FUNCTION,
                "reads()",
                "query into the view",
                "SELECT t.id, reads() AS n FROM tb_tag t");
        view("search", Code.UNSTABLE_BYTES, "to_tsvector", "configuration", """
                SELECT p.id, to_tsvector(p.title) AS words FROM tb_post p""");
        view("floats", Code.INEXACT_AGGREGATE, "sum", "numeric", """
                SELECT t.id, sum(u.rating) AS r FROM tb_tenant t JOIN tb_user u ON u.tenant_id = t.id GROUP BY t.id""");
        view("numerics", Code.UNSTABLE_BYTES, "max", "numeric(12,2)", """
                SELECT t.id, max(u.score) AS r FROM tb_tenant t JOIN tb_user u ON u.tenant_id = t.id GROUP BY t.id""");
        view("rank", Code.WINDOW, "window", "read", "SELECT p.id, rank() OVER (ORDER BY p.hits) AS r FROM tb_post p");
        view("window_below", Code.NO_LINK, "tb_post", "equal", """
                SELECT p.id, x.r FROM tb_post p JOIN (SELECT q.id, row_number() OVER (ORDER BY q.id) AS r
                FROM tb_post q) x
                ON x.id = p.id""");
        view("uncorrelated", Code.NO_LINK, "tb_comment", "equal", """
                SELECT p.id, (SELECT count(*) FROM tb_comment) AS n FROM tb_post p""");
        view("settings", Code.NO_LINK, "tb_setting", "equal", """
                SELECT p.id, s.value FROM tb_post p, tb_setting s WHERE s.key = 'site'""");
        view("outer_row", Code.NO_LINK, "tb_user u", "equal", """
                SELECT p.id, (SELECT c.body FROM tb_comment c WHERE c.post_id = p.id AND c.author_id = u.id) AS b
                FROM tb_post p CROSS JOIN tb_user u key: id""");
        view("either", Code.NO_LINK, "tb_user u", "equal", """
                SELECT p.id, count(u.id) AS n FROM tb_post p LEFT JOIN tb_user u
                ON u.id = p.author_id OR u.id = p.editor_id
                GROUP BY p.id""");
        view("not_in_null", Code.NO_LINK, "tb_comment c", "equal", """
                SELECT u.id FROM tb_user u WHERE u.id NOT IN (SELECT c.author_id FROM tb_comment c)""");
        view("null_not_in", Code.NO_LINK, "tb_user u", "equal", """
                SELECT p.id FROM tb_post p WHERE p.editor_id NOT IN (SELECT u.id FROM tb_user u)""");
        view("full_join", Code.KEY_IS_NO_COLUMN, "key id", "column itself", """
                SELECT coalesce(p.id, u.id) AS id FROM tb_post p FULL JOIN tb_user u ON u.id = p.id""");
        view("nullable_key", Code.KEY_ON_NULLABLE_SIDE, "key id", "always there", """
                SELECT u.id, p.title FROM tb_post p LEFT JOIN tb_user u ON u.id = p.author_id""");
        view("computed_key", Code.KEY_IS_NO_COLUMN, "key id", "column itself", """
                SELECT c.id + 1 AS id, c.name FROM tb_category c""");
        view("recursive", Code.RECURSIVE, "WITH RECURSIVE", "column of a base table", """
                WITH RECURSIVE r AS (SELECT id, 1 AS depth FROM tb_category WHERE parent_id IS NULL
                UNION ALL SELECT c.id, r.depth + 1 FROM tb_category c JOIN r ON r.id = c.parent_id)
                SELECT id, depth FROM r""");
        view("rollup", Code.GROUPING_SETS, "ROLLUP", "one view for each", """
                SELECT p.author_id AS id, p.hits, count(*) AS n FROM tb_post p GROUP BY ROLLUP (1, 2) key: id""");
        view("top", Code.LIMIT, "LIMIT", "read", "SELECT p.id, p.title FROM tb_post p ORDER BY p.id LIMIT 10");
        view("cte_twice", Code.MATERIALIZED_CTE, "CTE", "NOT MATERIALIZED", """
                WITH n AS (SELECT post_id, count(*) AS n FROM tb_comment GROUP BY post_id)
                SELECT p.id, a.n, b.n AS m FROM tb_post p LEFT JOIN n a ON a.post_id = p.id LEFT JOIN n b
                ON b.post_id = p.id""");
        view("materialized", Code.RELATION_KIND, "materialized view", "tv_", "SELECT m.id, m.name FROM mv_tag m");
        view("catalog", Code.RELATION_KIND, "system catalog", "ordinary table", """
                SELECT t.id, c.relname::text AS r FROM tb_tag t JOIN pg_class c ON c.relname = t.name key: id""");
        view("system_column", Code.UNKNOWN_CONSTRUCT, "system column", "another way", """
                SELECT t.id, t.ctid::text AS c FROM tb_tag t""");
        view("sample", Code.UNKNOWN_CONSTRUCT, "TABLESAMPLE", "another way", """
                SELECT t.id FROM tb_tag t TABLESAMPLE SYSTEM (50)""");
        view("name_lookup", Code.OPAQUE_FUNCTION, "regclass", "Leave it out", """
                SELECT t.id, t.name::regclass::oid::bigint AS o FROM tb_tag t""");
    }

    @BeforeAll
    void analyse() {
        views.close();
        Map<String, String> selects = new LinkedHashMap<>();
        VIEWS.forEach((entity, expected) -> selects.put(entity, expected.select()));
        views = new ViewsOfABlog(selects);
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
    void theReasonNamesConstructPlaceAndCure(String entity) {
        Expected expected = Objects.requireNonNull(VIEWS.get(entity));
        List<Reason> reasons = views.of(entity).verdict().finding().reasons();
        assertThat(views.of(entity).maintained()).isEmpty();
        assertThat(reasons).anySatisfy(reason -> {
            assertThat(reason.code()).isEqualTo(expected.code());
            assertThat(reason.construct()).contains(expected.construct());
            assertThat(reason.cure()).contains(expected.cure());
            assertThat(reason.place()).startsWith("public.v_" + entity);
        });
        assertThat(reasons).as("one cause, one reason").hasSize(1);
    }

    @Test
    void aTableThatDoesNotFitIsNamed() {
        views.database()
                .execute(
                        "CREATE TABLE tv_lost (id int PRIMARY KEY)",
                        "CREATE VIEW v_keyless AS SELECT id FROM tb_tag",
                        "CREATE TABLE tv_keyless (id int)",
                        "CREATE VIEW v_other AS SELECT id::bigint AS id FROM tb_tag",
                        "CREATE TABLE tv_other (id int PRIMARY KEY)",
                        "CREATE VIEW v_child AS SELECT id FROM tb_tag",
                        "CREATE TABLE tv_child (id int PRIMARY KEY REFERENCES tb_tag)");
        Map<String, Code> found = new LinkedHashMap<>();
        for (Decision decision : Analyses.of(views.database())) {
            List<Reason> reasons = decision.verdict().finding().reasons();
            if (!reasons.isEmpty()) {
                found.put(decision.verdict().table(), reasons.get(0).code());
            }
        }
        assertThat(found)
                .containsEntry("public.tv_lost", Code.NO_VIEW)
                .containsEntry("public.tv_keyless", Code.NO_PRIMARY_KEY)
                .containsEntry("public.tv_other", Code.COLUMNS_DO_NOT_FIT)
                .containsEntry("public.tv_child", Code.FOREIGN_KEY);
    }
}
