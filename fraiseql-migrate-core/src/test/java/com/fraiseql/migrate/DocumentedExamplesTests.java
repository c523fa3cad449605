// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The SQL of FraiseQL's documentation, as it stands there. */
class DocumentedExamplesTests extends EngineTest {

    @Test
    void everyExampleAppliesAsShown() throws IOException {
        documented("001_initial_schema", "002_user_profile", "005_email_verification", "010_post_categories");
        assertThat(up()).hasSize(4);
        assertThat(recorder.remarks).singleElement().asString().contains("uuid-ossp");
        db.execute("INSERT INTO tb_user (email, username, full_name) SELECT n || '@x', 'u' || n, 'U' FROM "
                + "generate_series(1, 2500) n");
        documented("015_require_email", "020_comments_cqrs", "030_post_status", "031_post_created", "050_preferences");
        assertThat(up()).hasSize(5);
        assertThat(db.query("SELECT count(*) FROM tb_user_preferences")).containsExactly("2500");
        assertThat(recorder.notices).contains("NOTICE: Migrated 3000 users");
        assertThat(db.query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'idx_post_created'::regclass"))
                .containsExactly("t");
        assertThat(tables()).contains("tb_comment", "tv_comment", "sync_history", "tb_category");
    }

    @Test
    void theCascadeExampleApplies() throws IOException {
        documented("001_initial_schema", "060_cascade");
        assertThat(up()).hasSize(2);
    }

    @Test
    void theExampleThatFailsMidwayLeavesNothingBehindAndRunsOnceItIsCorrected() throws IOException {
        documented("001_initial_schema", "040_multiple");
        assertThat(upFails().render())
                .contains("040_multiple.sql:5:47", "42704", "type \"invalid_type\" does not exist");
        assertThat(db.query("SELECT count(*) FROM information_schema.columns WHERE column_name = 'phone'"))
                .containsExactly("0");
        files.add("040_multiple.sql", read("040_multiple").replace("INVALID_TYPE", "TEXT"));
        assertThat(up()).containsExactly("040_multiple");
    }

    @Test
    void theManualInsertMarksAFileAsApplied() throws IOException {
        documented("001_initial_schema");
        up();
        files.add("003_add_indexes.sql", "CREATE INDEX never ON nowhere (id);");
        db.execute("INSERT INTO fraiseql_migrations (version, applied_at)\nVALUES ('003_add_indexes', NOW());");
        assertThat(up()).isEmpty();
    }

    private void documented(String... versions) throws IOException {
        for (String version : versions) {
            files.add(version + ".sql", read(version));
        }
    }

    private String read(String version) throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/documented/" + version + ".sql")) {
            return new String(Objects.requireNonNull(in, version).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
