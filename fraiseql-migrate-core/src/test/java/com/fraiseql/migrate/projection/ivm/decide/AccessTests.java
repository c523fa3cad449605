// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.decide;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.projection.IncrementalMaintenance;
import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.projection.ivm.Reason;
import com.fraiseql.migrate.testsupport.TestDatabase;
import com.fraiseql.migrate.testsupport.TestRole;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a role may not see or do is a reason, and never a filter. */
class AccessTests {

    private final TestDatabase db = TestDatabase.create();
    private final TestRole role = TestRole.create(db, "owner");

    @BeforeEach
    void create() {
        db.execute(
                "GRANT USAGE, CREATE ON SCHEMA public TO " + role.name(),
                "CREATE TABLE tb_note (id int PRIMARY KEY, owner text, body text)",
                "CREATE VIEW v_note AS SELECT id, body FROM tb_note",
                "CREATE TABLE tv_note (id int PRIMARY KEY, body text)",
                "ALTER TABLE tv_note OWNER TO " + role.name());
    }

    @AfterEach
    void close() {
        role.close();
        db.close();
    }

    private List<Reason.Code> reasons() {
        return new IncrementalMaintenance(role.dataSource())
                .analyse(IvmOptions.defaults()).tables().get(0).finding().reasons().stream()
                        .map(Reason::code)
                        .toList();
    }

    private void own() {
        db.execute("ALTER TABLE tb_note OWNER TO " + role.name(), "ALTER VIEW v_note OWNER TO " + role.name());
    }

    @Test
    void aRoleThatMayNotCreateTriggersIsTold() {
        db.execute("GRANT SELECT ON tb_note, v_note TO " + role.name());
        assertThat(reasons()).containsExactly(Reason.Code.PRIVILEGE);
        db.execute("GRANT TRIGGER ON tb_note TO " + role.name());
        assertThat(reasons()).isEmpty();
    }

    @Test
    void policiesThatDoNotApplyToTheOwnerAreNoReason() {
        own();
        db.execute(
                "ALTER TABLE tb_note ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY own ON tb_note USING (owner = current_user)");
        assertThat(reasons()).isEmpty();
    }

    @Test
    void policiesThatAreForcedOnTheOwnerAre() {
        own();
        db.execute("ALTER TABLE tb_note ENABLE ROW LEVEL SECURITY", "ALTER TABLE tb_note FORCE ROW LEVEL SECURITY");
        assertThat(reasons()).containsExactly(Reason.Code.ROW_SECURITY);
    }

    @Test
    void aPolicyThatIsForcedLaterIsAnErrorOfTheCommitAndNotAStaleRow() {
        own();
        new IncrementalMaintenance(role.dataSource()).apply(IvmOptions.defaults());
        db.execute("ALTER TABLE tb_note ENABLE ROW LEVEL SECURITY", "ALTER TABLE tb_note FORCE ROW LEVEL SECURITY");
        assertThat(errorOf("INSERT INTO tb_note VALUES (1, 'x', 'y')"))
                .contains("public.tv_note cannot be maintained", "row-level security");
        assertThat(db.query("SELECT count(*) FROM tb_note")).containsExactly("0");
    }

    private String errorOf(String sql) {
        try {
            db.execute(sql);
            return "";
        } catch (IllegalStateException e) {
            return String.valueOf(e.getCause());
        }
    }
}
