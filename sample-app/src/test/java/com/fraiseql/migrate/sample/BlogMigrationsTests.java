// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

class BlogMigrationsTests extends BlogTest {

    private static final String BEAN = "$.contexts.blog.migrationBeans.migrator";

    @Autowired
    private MockMvcTester http;

    @Test
    void theEndpointShowsEachMigrationWithStateChecksumTimeAndUser() {
        var json =
                assertThat(http.get().uri("/actuator/migrations")).hasStatusOk().bodyJson();

        json.extractingPath(BEAN + ".historyTable").asString().contains("fraiseql_migrations");
        json.extractingPath(BEAN + ".migrations[*].version")
                .asArray()
                .containsExactly(
                        "001_initial_schema",
                        "002_demo_authors",
                        "003_add_user_profile",
                        "010_add_post_categories",
                        "020_add_comments",
                        "021_query_side_of_users_and_posts",
                        "030_update_post_status",
                        "040_index_posts_by_time",
                        "050_migrate_user_preferences",
                        "051_index_links",
                        "R_projection_views");
        json.extractingPath(BEAN + ".migrations[*].state").asArray().hasSize(11).containsOnly("APPLIED");
        json.extractingPath(BEAN + ".migrations[0].checksum").asString().matches("[0-9a-f]{64}");
        json.extractingPath(BEAN + ".migrations[0].appliedAt").asString().endsWith("Z");
        json.extractingPath(BEAN + ".migrations[0].appliedBy")
                .isEqualTo(database().user());
        json.extractingPath(BEAN + ".summary.pending").isEqualTo(0);
    }

    @Test
    void theSchemaIsWhatTheFilesSay() {
        assertThat(database()
                        .query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
                                + " AND tablename NOT LIKE 'fraiseql%' ORDER BY 1"))
                .containsExactly(
                        "sync_history",
                        "tb_category",
                        "tb_comment",
                        "tb_post",
                        "tb_user",
                        "tb_user_preferences",
                        "tb_user_profile",
                        "tv_comment",
                        "tv_post",
                        "tv_user");
        assertThat(database().query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'idx_post_created'::regclass"))
                .containsExactly("t");
    }
}
