// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.projection.ivm.BlogModel;
import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.projection.ivm.IvmProblem;
import com.fraiseql.migrate.projection.ivm.IvmProblem.Kind;
import com.fraiseql.migrate.projection.ivm.IvmResult;
import com.fraiseql.migrate.projection.ivm.Maintenance;
import com.fraiseql.migrate.projection.ivm.TableVerdict;
import com.fraiseql.migrate.projection.ivm.TableVerdict.Finding;
import com.fraiseql.migrate.projection.ivm.TableVerdict.Installed;
import com.fraiseql.migrate.projection.ivm.TableVerdict.Verdict;
import com.fraiseql.migrate.projection.ivm.Verification;
import com.fraiseql.migrate.projection.ivm.decide.Decision;
import com.fraiseql.migrate.projection.ivm.decide.Maintained;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Maintenance is installed, regenerated, verified, inspected and removed while others write. */
class InstallationTests {

    private static final IvmOptions OPTIONS = IvmOptions.defaults();

    private TestDatabase db;
    private List<Maintained> tables;
    private String definition = "one";

    @BeforeEach
    void create() {
        db = TestDatabase.create();
        BlogModel.create(db);
        tables = BlogModel.tables(db);
    }

    @AfterEach
    void drop() {
        db.close();
    }

    private List<Decision> analysed() {
        return tables.stream()
                .map(t -> new Decision(
                        new TableVerdict(
                                t.displayName(),
                                t.name().view(),
                                new Finding(Verdict.INCREMENTAL, List.of(), List.of(), List.of(), null),
                                Installed.NO),
                        Optional.of(t),
                        definition))
                .toList();
    }

    private IvmResult install(IvmOptions options) {
        return IvmRun.with(
                db.dataSource(), options, run -> new Installer(run, options, (s, p, o) -> analysed()).install());
    }

    private List<IvmProblem> inspect() {
        return IvmRun.with(
                db.dataSource(), OPTIONS, run -> new Inspector(run, OPTIONS, (s, p, o) -> analysed()).inspect());
    }

    private List<Verification> verify(boolean repair, int sample) {
        return IvmRun.with(db.dataSource(), OPTIONS, run -> new Verifier(run, OPTIONS, sample).verify(repair));
    }

    private List<String> remove() {
        return IvmRun.with(db.dataSource(), OPTIONS, run -> new Remover(run, OPTIONS).remove());
    }

    private Maintenance blog() {
        return new Maintenance(db, tables);
    }

    private List<String> catalog() {
        return db.query("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace UNION ALL "
                + "SELECT proname"
                + " FROM pg_proc WHERE pronamespace = 'public'::regnamespace UNION ALL SELECT tgname FROM "
                + "pg_trigger WHERE"
                + " NOT tgisinternal ORDER BY 1");
    }

    @Test
    void whatIsInstalledMaintainsTheTables() {
        IvmResult result = install(OPTIONS);

        assertThat(result.installed())
                .containsExactly("public.tv_approved", "public.tv_author_stats", "public.tv_post");
        assertThat(result.tables()).extracting(TableVerdict::installed).containsOnly(Installed.CURRENT);
        blog().assertEqual();
        blog().commit("UPDATE tb_user SET name = 'new'").assertEqual();
        assertThat(inspect()).isEmpty();
        assertThat(verify(false, 0)).hasSize(3).allMatch(Verification::equal);
    }

    @Test
    void whatIsCurrentIsLeftAlone() {
        install(OPTIONS);
        List<String> before = db.query("SELECT xmin::text || installed_at FROM fraiseql_ivm");

        assertThat(install(OPTIONS).installed()).isEmpty();
        assertThat(db.query("SELECT xmin::text || installed_at FROM fraiseql_ivm"))
                .isEqualTo(before);
    }

    @Test
    void anotherDefinitionIsInstalledAndCompared() {
        install(OPTIONS);
        definition = "two";

        assertThat(inspect()).extracting(IvmProblem::kind).containsOnly(Kind.DEFINITION_CHANGED);
        assertThat(install(OPTIONS).installed()).hasSize(3);
        assertThat(inspect()).isEmpty();
    }

    @Test
    void aTableThatIsNoLongerMaintainedIsRemoved() {
        install(OPTIONS);
        tables = tables.subList(0, 2);

        assertThat(install(OPTIONS).removed()).containsExactly("public.tv_approved");
        assertThat(catalog()).noneMatch(name -> name.contains("approv") && name.contains("ivm"));
        blog().commit("UPDATE tb_post SET title = 'new'").assertEqual();
    }

    @Test
    void removalLeavesNothing() {
        List<String> before = catalog();
        install(OPTIONS.withIsolation(IvmOptions.Isolation.ANY));

        assertThat(remove()).hasSize(3);

        assertThat(catalog()).isEqualTo(before);
        assertThat(remove()).isEmpty();
    }

    @Test
    void aDifferenceIsFoundAndRepaired() {
        install(OPTIONS);
        db.execute(
                "SET session_replication_role = replica; UPDATE tb_post SET title = 'unseen' WHERE id = 3; DELETE FROM"
                        + " tb_approval WHERE post_id = 2; INSERT INTO tb_approval VALUES (99, 19)");

        assertThat(verify(false, 0))
                .contains(
                        new Verification("public.tv_approved", 10, 1, 1, 1, false),
                        new Verification("public.tv_post", 20, 0, 1, 0, false));
        assertThat(verify(false, 1000)).contains(new Verification("public.tv_approved", 10, 1, 1, 1, false));
        assertThat(verify(true, 0)).extracting(Verification::repaired).containsExactly(true, false, true);
        assertThat(verify(false, 0)).allMatch(Verification::equal);
        blog().assertEqual();
    }

    @Test
    void whatKeepsItFromBeingRightIsFound() {
        install(OPTIONS);
        db.execute(
                "ALTER TABLE tb_post DISABLE TRIGGER zz_fraiseql_ivm_u",
                "DROP TRIGGER zz_fraiseql_ivm_d ON tb_comment",
                "INSERT INTO fraiseql_ivm_queue (x, source, ticket, everything, concerns) VALUES ('1', 1, false, "
                        + "true, 1)",
                "CREATE OR REPLACE FUNCTION fraiseql_ivm_on_tb_tag() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN RETURN NULL; END'");

        assertThat(inspect())
                .extracting(IvmProblem::kind)
                .containsExactlyInAnyOrder(
                        Kind.TRIGGER_DISABLED,
                        Kind.TRIGGER_MISSING,
                        Kind.ORPHANED_QUEUE_ROWS,
                        Kind.GENERATED_SQL_CHANGED);
    }

    @Test
    void aMissingTriggerIsCreatedAndWhatItMissedIsMadeGood() {
        install(OPTIONS);
        db.execute("ALTER TABLE tb_post DISABLE TRIGGER zz_fraiseql_ivm_u", "UPDATE tb_post SET title = 'unseen'");

        install(OPTIONS);

        blog().assertEqual();
        assertThat(inspect()).isEmpty();
    }

    @Test
    void whatAnOlderCollectorHasQueuedIsMaintainedByANewerPass() throws SQLException {
        install(OPTIONS);
        List<Maintained> newer = tables;
        tables = List.of(tables.get(1), tables.get(2));
        remove();
        install(OPTIONS);
        try (Connection open = db.connect();
                var statement = open.createStatement()) {
            open.setAutoCommit(false);
            statement.execute("SET CONSTRAINTS ALL DEFERRED; UPDATE tb_post SET title = 'before' WHERE id = 1");
            var installation = CompletableFuture.supplyAsync(() -> {
                tables = newer;
                return install(OPTIONS);
            });
            Thread.sleep(500);
            statement.execute("UPDATE tb_post SET title = 'then' WHERE id = 2");
            open.commit();
            assertThat(installation.join().installed()).contains("public.tv_post");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        blog().assertEqual();
    }

    @Test
    void nothingIsMissedWhileOthersWrite() {
        AtomicBoolean done = new AtomicBoolean();
        List<CompletableFuture<Void>> writers = java.util.stream.IntStream.range(0, 3)
                .mapToObj(w -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; !done.get(); i++) {
                        db.execute(
                                "UPDATE tb_post SET title = 't" + i + "' WHERE id = " + (1 + (i * 7 + w) % 20),
                                "INSERT INTO tb_comment VALUES (" + (10_000 * (w + 1) + i) + ", " + (1 + i % 20)
                                        + ", 1, 'x')",
                                "UPDATE tb_user SET name = 'u" + i + "' WHERE id = " + (1 + i % 5));
                    }
                }))
                .toList();

        install(OPTIONS);
        install(OPTIONS.withMostKeys(2));
        List<Verification> during = verify(false, 0);
        done.set(true);
        writers.forEach(CompletableFuture::join);

        assertThat(during).allMatch(Verification::equal);
        blog().assertEqual();
    }
}
