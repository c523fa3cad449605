// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.projection.ivm.BlogModel;
import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.projection.ivm.IvmReport;
import com.fraiseql.migrate.projection.ivm.IvmResult;
import com.fraiseql.migrate.projection.ivm.Maintenance;
import com.fraiseql.migrate.projection.ivm.TableVerdict;
import com.fraiseql.migrate.projection.ivm.Verification;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import com.fraiseql.migrate.projection.sync.SyncResult;
import com.fraiseql.migrate.testsupport.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a view as it stands in the database to a table that is maintained. */
class IncrementalMaintenanceTests {

    private TestDatabase db;
    private IncrementalMaintenance maintenance;

    @BeforeEach
    void create() {
        db = TestDatabase.create();
        BlogModel.create(db);
        maintenance = new IncrementalMaintenance(db.dataSource());
    }

    @AfterEach
    void drop() {
        db.close();
    }

    private Maintenance blog() {
        return new Maintenance(db, BlogModel.tables(db));
    }

    @Test
    void theViewsOfABlogAreAnalysedAndMaintained() {
        IvmReport report = maintenance.analyse(IvmOptions.defaults());

        assertThat(report.tables()).hasSize(3).allMatch(TableVerdict::incremental);
        IvmResult result = maintenance.apply(IvmOptions.defaults());
        assertThat(result.installed())
                .containsExactlyInAnyOrder("public.tv_approved", "public.tv_author_stats", "public.tv_post");
        blog().commit("UPDATE tb_user SET name = 'x' WHERE id = 1").assertEqual();
        blog().commit("UPDATE tb_comment SET post_id = 2 WHERE id = 1", "DELETE FROM tb_post WHERE id = 3")
                .assertEqual();
        assertThat(maintenance.inspect(IvmOptions.defaults())).isEmpty();
        assertThat(maintenance.apply(IvmOptions.defaults()).installed()).isEmpty();
        assertThat(maintenance.drop(IvmOptions.defaults())).hasSize(3);
    }

    @Test
    void theReportsTextInstallsTheSame() {
        String sql = maintenance.analyse(IvmOptions.defaults()).sql();

        db.execute("BEGIN;" + sql + "COMMIT");

        assertThat(maintenance.apply(IvmOptions.defaults()).installed()).isEmpty();
        blog().commit("UPDATE tb_user SET name = 'x' WHERE id = 1").assertEqual();
    }

    @Test
    void onlyTheTablesThatAreNamedAreMaintained() {
        IvmOptions stats = IvmOptions.defaults().withTables(java.util.Set.of("tv_author_stats"));

        assertThat(maintenance.apply(stats).installed()).containsExactly("public.tv_author_stats");
        assertThat(maintenance
                        .apply(IvmOptions.defaults().withTables(java.util.Set.of("tv_post")))
                        .tables())
                .extracting(TableVerdict::table)
                .containsExactlyInAnyOrder("public.tv_author_stats", "public.tv_post");
    }

    @Test
    void aSyncOfMaintainedTablesComparesThemUnderTheirLocks() {
        maintenance.apply(IvmOptions.defaults());
        db.execute("SET session_replication_role = replica; UPDATE tb_post SET title = 'unseen' WHERE id = 3");

        SyncResult result = ReadTables.builder(db.dataSource()).build().sync(SyncOptions.defaults());

        assertThat(result.failures()).isEmpty();
        blog().assertEqual();
        assertThat(maintenance.verify(IvmOptions.defaults(), false, 0))
                .hasSize(3)
                .allMatch(Verification::equal);
    }

    @Test
    void anotherViewIsFollowed() {
        maintenance.apply(IvmOptions.defaults());
        db.execute("CREATE OR REPLACE VIEW v_approved AS SELECT p.id, upper(p.title) AS title, u.name AS author "
                + "FROM tb_post"
                + " p JOIN tb_user u ON u.id = p.author_id WHERE EXISTS (SELECT FROM tb_approval a WHERE "
                + "a.post_id = p.id)");

        assertThat(maintenance.apply(IvmOptions.defaults()).installed()).containsExactly("public.tv_approved");
        blog().commit("UPDATE tb_post SET title = 'x' WHERE id = 1").assertEqual();
    }
}
