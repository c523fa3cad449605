// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import com.fraiseql.migrate.projection.sync.SyncResult;
import com.fraiseql.migrate.testsupport.TestDatabase;
import com.fraiseql.migrate.testsupport.TestDatabase.FreshDatabase;
import java.util.List;
import java.util.Objects;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a row becomes as text does not depend on who fills it. */
class TextSettingsTests {

    @RegisterExtension
    static final FreshDatabase database = new FreshDatabase();

    private final TestDatabase db = database.get();

    private static final String VIEW =
            "CREATE VIEW v_moment AS SELECT id, jsonb_build_object('at', at, 'day', at::date::text,"
                    + " 'text', at::text, 'lasts', (interval '1 day 2 hours')::text, 'bytes', "
                    + "'\\x00ff'::bytea::text, 'real', (1.0 / 3)::float8::text,"
                    + " 'xml', xmlelement(name x, '\\x00ff'::bytea)::text, 'money', 12.5::money::text, 'month', "
                    + "to_char(at, 'TMMonth'),"
                    + " 'table', 'tb_moment'::regclass::text, 'since', '2024-01-01 00:00'::text::timestamptz) AS "
                    + "data FROM tb_moment";

    private SyncResult sync(SyncOptions options) {
        return ReadTables.builder(db.dataSource()).build().sync(options);
    }

    @Test
    void rowsAreNotWrittenWhenTheNextSyncStartsWithOtherSettings() {
        TimeZone before = TimeZone.getDefault();
        db.execute(
                "DROP SCHEMA public CASCADE",
                "CREATE SCHEMA public",
                "CREATE TABLE tb_moment AS SELECT n AS id, timestamptz '2024-03-01 12:00Z' + n * interval '1 hour' "
                        + "AS at FROM generate_series(1, 100) n",
                "CREATE TABLE tv_moment (id int PRIMARY KEY, data jsonb)",
                VIEW);
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("America/Los_Angeles"));
            sync(SyncOptions.defaults());
            assertThat(db.query("SELECT data ->> 'since' FROM tv_moment WHERE id = 1"))
                    .containsExactly("2024-01-01T00:00:00+00:00");
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
            for (String setting : List.of(
                    "DateStyle = 'SQL, DMY'",
                    "IntervalStyle = 'iso_8601'",
                    "extra_float_digits = -5",
                    "bytea_output = 'escape'",
                    "xmlbinary = 'hex'",
                    "lc_monetary = 'C'",
                    "quote_all_identifiers = on",
                    "TimeZone = 'Europe/Berlin'")) {
                db.execute("ALTER DATABASE " + db.name() + " SET " + setting);
            }
            assertThat(sync(SyncOptions.defaults()).synced())
                    .as("the definition is the same")
                    .isEmpty();
            assertThat(sync(SyncOptions.defaults().withFull(true))
                            .synced()
                            .get(0)
                            .written())
                    .isZero();
            assertThat(sync(SyncOptions.defaults().withFull(true).withTimeZone("Asia/Tokyo"))
                            .synced()
                            .get(0)
                            .updated())
                    .isEqualTo(100);
        } finally {
            TimeZone.setDefault(before);
            db.execute("ALTER DATABASE " + db.name() + " RESET ALL");
        }
    }

    @Test
    void aZoneThatTheServerDoesNotKnowIsNamed() {
        MigrateException failure = Objects.requireNonNull(catchThrowableOfType(
                MigrateException.class, () -> sync(SyncOptions.defaults().withTimeZone("Mars/Olympus"))));
        assertThat(failure.code()).isEqualTo(FailureCode.BAD_CONFIGURATION);
        assertThat(failure.what()).contains("Mars/Olympus");
    }
}
