// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fraiseql.migrate.cli.connect.ProjectConfig;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.failure.SourceLocation;
import com.fraiseql.migrate.options.MigrateOptions;
import com.fraiseql.migrate.report.MigrationState;
import com.fraiseql.migrate.report.MigrationStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.json.JsonMapper;

class ValuesTests {

    @Test
    void theExitCodesAreTheOnesThatScriptsRelyOn() {
        Map<String, Integer> codes = new LinkedHashMap<>();
        Arrays.stream(ExitCode.values()).forEach(code -> codes.put(code.name(), code.number()));
        assertThat(codes)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("OK", 0),
                        Map.entry("DEFECT", 1),
                        Map.entry("USAGE", 2),
                        Map.entry("FILES", 3),
                        Map.entry("SCRIPT", 4),
                        Map.entry("HISTORY", 5),
                        Map.entry("CONNECTION", 6),
                        Map.entry("PRIVILEGE", 7),
                        Map.entry("LOCK", 8),
                        Map.entry("SQL", 9),
                        Map.entry("DECLINED", 10),
                        Map.entry("OUTPUT", 11),
                        Map.entry("DIFFERENT", 12),
                        Map.entry("FINDINGS", 13),
                        Map.entry("HANGUP", 129),
                        Map.entry("INTERRUPTED", 130),
                        Map.entry("TERMINATED", 143)));
    }

    @ParameterizedTest
    @EnumSource(FailureCode.class)
    void everyFailureOfTheEngineShowsInBothFormats(FailureCode code) {
        MigrateException failure = MigrateException.builder(
                        code, "What \"happened\" at postgres://u:hunter2@h/d", "Do this.")
                .location(new SourceLocation("003_x.sql", 7, 3))
                .detail("SELECT\n  ^")
                .build();
        for (boolean json : new boolean[] {false, true}) {
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Context context = Contexts.in(Path.of("."), out, err);
            JsonAnswer answer = json ? new JsonAnswer(context.terminal().out()) : null;
            int exitCode = new ErrorReport(context.terminal(), answer, false).show(failure);
            String text = err.toString(StandardCharsets.UTF_8);
            assertThat(text).doesNotContain("hunter2");
            assertThat(exitCode)
                    .isEqualTo(
                            switch (code) {
                                case INTERNAL -> 1;
                                case OUTPUT_NOT_WRITTEN -> 11;
                                default -> ExitCode.of(code.category()).number();
                            });
            if (json) {
                assertThat(JsonMapper.shared().readTree(text).at("/code").asString())
                        .isEqualTo(code.name());
                assertThat(JsonMapper.shared().readTree(text).at("/line").asInt())
                        .isEqualTo(7);
                assertThat(JsonMapper.shared()
                                .readTree(out.toString(StandardCharsets.UTF_8))
                                .at("/error/code")
                                .asString())
                        .isEqualTo(code.name());
            } else {
                assertThat(text)
                        .startsWith("Error: What \"happened\" at postgres://u:*******@h/d\n")
                        .contains("at 003_x.sql:7:3", "SELECT\n  ^", "Action: Do this.");
            }
        }
    }

    @Test
    void anUnexpectedErrorIsABugAndHasNoStackTrace() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Context context = Contexts.in(Path.of("."), new ByteArrayOutputStream(), err);
        assertThat(new ErrorReport(context.terminal(), null, false).show(new IllegalStateException("oops")))
                .isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("Error: An unexpected error occurred: IllegalStateException: oops")
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource({"500ms, 500", "10s, 10000", "5m, 300000", "1h, 3600000", "250, 250", "PT2S, 2000", "2 min, 120000"})
    void durationsAreReadAsPeopleWriteThem(String text, long millis) {
        assertThat(Durations.parse(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void anOptionWithoutAUnitIsRefusedAndAPropertyIsMilliseconds() throws Exception {
        assertThatThrownBy(() -> new Durations().convert("5"))
                .hasMessageContaining("5s")
                .hasMessageContaining("5ms");
        assertThat(new Durations().convert("0")).isEqualTo(Duration.ZERO);
        assertThat(new Durations().convert("5s")).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aTimeNamesItsZone() {
        Instant at = Instant.parse("2024-01-15T10:30:00Z");
        assertThat(StatusLine.timeWithOffset(at, ZoneId.of("Europe/Berlin"))).isEqualTo("2024-01-15 11:30:00+01:00");
        assertThat(StatusLine.zone(ZoneId.of("Europe/Berlin"), at)).isEqualTo("Europe/Berlin (UTC+01:00)");
        assertThat(StatusLine.zone(ZoneId.of("UTC"), at)).isEqualTo("UTC");
        assertThat(StatusLine.zone(ZoneOffset.UTC, at)).isEqualTo("UTC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "", "5x", "-1s", "99999999999999999999s"})
    void whatIsNoDurationIsRefused(String text) {
        assertThatThrownBy(() -> Durations.parse(text)).isInstanceOf(TypeConversionException.class);
    }

    @ParameterizedTest
    @CsvSource({"5, 0.01 s", "1234, 1.23 s", "12345, 12 s", "200000, 3 min 20 s", "7500000, 2 h 5 min"})
    void durationsAreShownForPeople(long millis, String text) {
        assertThat(Durations.show(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @Test
    void jsonIsWhatAJsonReaderReads() {
        Random random = new Random(20240115);
        for (int i = 0; i < 2000; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(20); k > 0; k--) {
                text.appendCodePoint(
                        switch (random.nextInt(4)) {
                            case 0 -> random.nextInt(0x20);
                            case 1 -> "\"\\/\u007f\u2028".codePointAt(random.nextInt(5));
                            case 2 -> 0x1F600 + random.nextInt(50);
                            default -> 'a' + random.nextInt(26);
                        });
            }
            Map<String, @Nullable Object> value = new LinkedHashMap<>();
            value.put(text.toString(), List.of(text.toString(), 1L, true));
            value.put("none", null);
            var read = JsonMapper.shared().readTree(Json.write(value));
            assertThat(read.get(text.toString()).get(0).asString()).isEqualTo(text.toString());
            assertThat(read.get("none").isNull()).isTrue();
        }
        assertThat(Json.write("\ud83d")).isEqualTo("\"\\ud83d\"");
        assertThat(Json.write(Map.of())).isEqualTo("{}");
        assertThat(Json.write(List.of())).isEqualTo("[]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "APPLIED | ✓ 003_x.sql (applied 2024-01-15 11:30:00)",
                "UNVERIFIED | ✓ 003_x.sql (applied 2024-01-15 11:30:00, unverified: no checksum)",
                "FUTURE | ✓ 003_x.sql (applied 2024-01-15 11:30:00, by a newer release)",
                "PENDING | ○ 003_x.sql (pending)",
                "OUT_OF_ORDER | ○ 003_x.sql (pending, out of order)",
                "OUTDATED | ○ 003_x.sql (pending, changed since 2024-01-15 11:30:00)",
                "INCOMPLETE | ✗ 003_x.sql (incomplete since 2024-01-15 11:30:00, 2 of 5 units done)",
                "ROLLING_BACK | ✗ 003_x.sql (half rolled back, 1 of 3 units of its rollback done; finish it with down)",
                "CHANGED | ✗ 003_x.sql (applied 2024-01-15 11:30:00, checksum mismatch)",
                "MISSING | ✗ 003_x.sql (applied 2024-01-15 11:30:00, file missing)",
            })
    void everyStateHasItsLine(MigrationState state, String line) {
        MigrationStatus status = new MigrationStatus(
                "003_x",
                "003_x.sql",
                "x",
                false,
                state,
                "checksum of the file",
                new MigrationStatus.Recorded(
                        null,
                        Instant.parse("2024-01-15T10:30:00Z"),
                        "tina",
                        12L,
                        3L,
                        new MigrationStatus.Progress(2, 5, 1, 3),
                        false));
        assertThat(StatusLine.of(status, Contexts.silent().terminal(), ZoneId.of("Europe/Paris")))
                .isEqualTo(line);
    }

    @Test
    void aRowWithoutATimeIsShownToo() {
        assertThat(StatusLine.time(null, ZoneOffset.UTC)).isEqualTo("at an unknown time");
    }

    @Test
    void whatTheServerReportsIsShownAsAShareOrACount() {
        assertThat(ServerProgress.describe("building index", 450_000, 1_000_000, "blocks"))
                .isEqualTo("building index, 45 % of 1 000 000 blocks");
        assertThat(ServerProgress.describe("copying", 1234, 0, "rows")).isEqualTo("copying, 1 234 rows");
        assertThat(ServerProgress.describe("initializing", 0, 0, "rows")).isEqualTo("initializing");
    }

    @Test
    void withoutOptionsTheEnginesDefaultsHold() {
        Context context = Contexts.silent();
        ProjectConfig project = ProjectConfig.of(context.surroundings());
        assertThat(new RunOptions().applyTo(new ServerOptions().options(project), project))
                .isEqualTo(MigrateOptions.defaults());
    }

    @Test
    void everySettingOfTheEngineIsTakenFromTheProject(@TempDir Path directory)
            throws IOException, ReflectiveOperationException {
        Files.writeString(directory.resolve("application.properties"), """
                fraiseql.migrate.schema=app
                fraiseql.migrate.table=changes
                fraiseql.migrate.lock-timeout=7s
                fraiseql.migrate.lockWait=8s
                fraiseql.migrate.mutex-wait=PT9S
                fraiseql.migrate.checksum-mismatch=WARN
                fraiseql.migrate.out-of-order=apply
                fraiseql.migrate.missing=warn
                fraiseql.migrate.transaction=all
                fraiseql.migrate.time-zone=Europe/Berlin
                fraiseql.migrate.create-schema=true
                fraiseql.migrate.placeholders.app_role=writer
                fraiseql.migrate.lint.mode=fail
                fraiseql.migrate.lint.fail-on=warning
                fraiseql.migrate.lint.levels.L101=advice
                fraiseql.migrate.lint.server-version=16
                fraiseql.migrate.lint.small-table=1000
                """);
        Context context = Contexts.in(directory, new ByteArrayOutputStream(), new ByteArrayOutputStream());
        ProjectConfig project = ProjectConfig.of(context.surroundings());
        MigrateOptions options = new RunOptions().applyTo(new ServerOptions().options(project), project);
        assertThatEveryComponentDiffers(options, MigrateOptions.defaults());
        assertThat(options.placeholders()).isEqualTo(Map.of("app_role", "writer"));
    }

    private static void assertThatEveryComponentDiffers(Record record, Record defaults)
            throws ReflectiveOperationException {
        for (RecordComponent setting : record.getClass().getRecordComponents()) {
            Object value = setting.getAccessor().invoke(record);
            Object standard = setting.getAccessor().invoke(defaults);
            if (value instanceof Record group) {
                assertThatEveryComponentDiffers(group, (Record) standard);
            } else {
                assertThat(value).as(setting.getName()).isNotEqualTo(standard);
            }
        }
    }
}
