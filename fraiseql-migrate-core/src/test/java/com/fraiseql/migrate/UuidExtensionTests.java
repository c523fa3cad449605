// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.options.TransactionMode;
import com.fraiseql.migrate.testsupport.TestRole;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** FraiseQL's pages use uuid_generate_v4() without the extension that it is from. */
class UuidExtensionTests extends EngineTest {

    private static final String TABLE = "CREATE TABLE tb_user (id uuid PRIMARY KEY DEFAULT uuid_generate_v4());\n";

    private List<String> extensions() {
        return db.query("SELECT extname FROM pg_extension WHERE extname <> 'plpgsql'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                TABLE,
                "BEGIN;\n" + TABLE + "COMMIT;\nINSERT INTO tb_user DEFAULT VALUES;",
                "BEGIN;\nSET TRANSACTION ISOLATION LEVEL SERIALIZABLE;\n" + TABLE + "COMMIT;",
                "SELECT 1;\nVACUUM;\n" + TABLE + "VACUUM;\nSELECT uuid_generate_v4();",
                "-- fraiseql:no-transaction\n" + TABLE,
            })
    void theExtensionIsCreatedForAMigrationThatNeedsIt(String sql) {
        files.add("001_a.sql", sql);
        assertThat(up()).containsExactly("001_a");
        assertThat(extensions()).containsExactly("uuid-ossp");
        assertThat(recorder.remarks).singleElement().asString().contains("the extension uuid-ossp is created");
        assertThat(recorder.notices).isEmpty();
    }

    @Test
    void aMigrationThatFailsLeavesNoExtension() {
        files.add("001_a.sql", TABLE + "SELECT nope;");
        assertThat(upFails().render()).contains("column \"nope\" does not exist", "001_a.sql:2:8");
        assertThat(extensions()).isEmpty();
        files.add("001_a.sql", TABLE);
        assertThat(up()).containsExactly("001_a");
        assertThat(extensions()).containsExactly("uuid-ossp");
    }

    @Test
    void aUserWhoMayCreateNoExtensionIsToldWhichOneIsMissingAndWhoCanCreateIt() {
        try (TestRole role = TestRole.create(db, "poor")) {
            db.execute("GRANT CREATE, USAGE ON SCHEMA public TO " + role.name());
            files.add("001_a.sql", TABLE);
            Migrator poor = Migrator.builder(role.dataSource())
                    .source(files.source())
                    .options(options)
                    .listener(recorder)
                    .build();
            assertThatThrownBy(poor::up).isInstanceOfSatisfying(MigrateException.class, failure -> {
                assertThat(failure.what()).contains("001_a.sql:1:", "uuid_generate_v4() does not exist");
                assertThat(failure.action())
                        .contains(
                                "the extension uuid-ossp, which this database lacks",
                                "owner of the database",
                                "CREATE EXTENSION \"uuid-ossp\"",
                                "gen_random_uuid()");
            });
            assertThat(recorder.remarks).isEmpty();
        }
    }

    @Test
    void anExtensionThatIsNotOnTheSearchPathIsNamedWithItsSchema() {
        db.execute("CREATE SCHEMA \"Tools\"", "CREATE EXTENSION \"uuid-ossp\" SCHEMA \"Tools\"");
        files.add("001_a.sql", TABLE);
        assertThat(upFails().action()).contains("in the schema \"Tools\"", "\"Tools\".uuid_generate_v4()");
    }

    @Test
    void allInOneTransactionSaysWhichExtensionIsMissing() {
        options = options.withTransaction(TransactionMode.ALL);
        files.add("001_a.sql", TABLE);
        assertThat(upFails().action()).contains("CREATE EXTENSION \"uuid-ossp\"");
        assertThat(extensions()).isEmpty();
    }
}
