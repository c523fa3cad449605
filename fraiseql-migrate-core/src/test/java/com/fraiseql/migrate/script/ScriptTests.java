// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import static com.fraiseql.migrate.script.Scripts.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScriptTests {

    /** For instance {@code T0-1 S2 E3-5}: a transaction of two, a standalone one, the file's own transaction. */
    private static String shape(String sql, Cuts cuts) {
        Script script = Script.read(text(sql), cuts);
        int next = 0;
        for (Unit unit : script.units()) {
            assertThat(unit.firstStatement()).as("no gap before %s", unit).isEqualTo(next);
            next += unit.statementCount();
        }
        assertThat(script.statements()).isEqualTo(next);
        return script.units().stream()
                .map(unit -> unit.kind().name().charAt(0)
                        + (unit.statementCount() == 1
                                ? "" + unit.firstStatement()
                                : unit.firstStatement() + "-" + (unit.firstStatement() + unit.statementCount() - 1)))
                .collect(Collectors.joining(" "));
    }

    private static String shape(String sql) {
        return shape(sql, Cuts.none());
    }

    @Test
    void aPlainFileIsOneTransaction() {
        assertThat(shape("SELECT 1; SELECT 2; SELECT 3")).isEqualTo("T0-2");
    }

    @Test
    void aStandaloneStatementIsAUnit() {
        assertThat(shape("SELECT 1; SELECT 2; VACUUM; CREATE INDEX CONCURRENTLY i ON t (a); SELECT 3"))
                .isEqualTo("T0-1 S2 S3 T4");
    }

    @Test
    void theFilesOwnTransactionIsAUnit() {
        assertThat(shape("SELECT 1; BEGIN; SELECT 2; SELECT 3; COMMIT; START TRANSACTION; END; SELECT 4; SELECT 5"))
                .isEqualTo("T0 E1-4 E5-6 T7-8");
        Unit unit = Script.read(text("BEGIN ISOLATION LEVEL SERIALIZABLE;\nSELECT 2;\n\nCOMMIT;"))
                .units()
                .get(0);
        assertThat(unit.begin()).isEqualTo("BEGIN ISOLATION LEVEL SERIALIZABLE");
        assertThat(unit.title()).isEqualTo("SELECT 2");
        assertThat(unit.line()).isEqualTo(1);
        assertThat(unit.lastLine()).isEqualTo(4);
    }

    @Test
    void aNestedBeginBelongsToItsBlock() {
        assertThat(shape("BEGIN; BEGIN; SELECT 1; COMMIT; SELECT 2")).isEqualTo("E0-3 T4");
    }

    @Test
    void aStrayCommitEndsTheUnit() {
        assertThat(shape("SELECT 1; COMMIT; SELECT 2")).isEqualTo("T0-1 T2");
        assertThat(shape("COMMIT; SELECT 1; SELECT 2")).isEqualTo("T0-2");
        assertThat(shape("VACUUM; COMMIT; SELECT 1; VACUUM; COMMIT")).isEqualTo("S0 T1-2 S3 T4");
    }

    @Test
    void theEngineCanCut() {
        String sql = "SELECT 1; CALL p(); SELECT 2; SELECT 3; SELECT 4";
        assertThat(shape(sql, new Cuts(Set.of(3), Set.of(1)))).isEqualTo("T0 S1 T2-3 T4");
        assertThat(shape("BEGIN; SELECT 1; SELECT 2; COMMIT", new Cuts(Set.of(0, 1), Set.of(2))))
                .isEqualTo("E0-3");
    }

    @Test
    void noTransactionInTheHeadMakesEveryStatementAUnit() {
        assertThat(shape("-- fraiseql:no-transaction\n\nSELECT 1; VACUUM; SELECT 2; BEGIN; SELECT 3; COMMIT;"))
                .isEqualTo("T0 S1 T2 E3-5");
    }

    @Test
    void noTransactionAboveAStatementIsForThatOne() {
        assertThat(shape("SELECT 0; SELECT 1;\n-- fraiseql:no-transaction\nSELECT 2;\nSELECT 3; SELECT 4"))
                .isEqualTo("T0-1 T2 T3-4");
    }

    @Test
    void theHashIsOfTheStatementsAndNotOfWhatIsAround() {
        String hash = hash("SELECT 1;\n\nSELECT 2 /* x */ + 3;");
        assertThat(hash("-- a comment\nSELECT 1  ;  SELECT 2 /* x */ + 3")).isEqualTo(hash);
        assertThat(hash("SELECT 1; SELECT 2 /* y */ + 3")).isNotEqualTo(hash);
        assertThat(hash("SELECT 1 SELECT 2 /* x */ + 3")).isNotEqualTo(hash);
        assertThat(hash("SELECT 'a\r\nb\rc'")).isEqualTo(hash("SELECT 'a\nb\nc'"));
        assertThat(hash).isEqualTo(Sha256.of("SELECT 1\0SELECT 2 /* x */ + 3\0"));
    }

    @Test
    void theHashCoversCopyData() {
        String hash = hash("COPY t FROM stdin;\n1\n2\n\\.\nSELECT 1");
        assertThat(hash).isEqualTo(Sha256.of("COPY t FROM stdin\0" + "1\n2\n\0SELECT 1\0"));
        assertThat(hash("COPY t FROM stdin;\r\n1\r\n2\r\n\\.\r\nSELECT 1")).isEqualTo(hash);
        assertThat(hash("COPY t FROM stdin;\n1\n3\n\\.\nSELECT 1")).isNotEqualTo(hash);
    }

    @Test
    void theHashIsOfTheFileAndNotOfThePlaceholdersValues() {
        String sql = "CREATE TABLE ${s}.t (a int); SELECT '${s}', ${s}";
        assertThat(Script.read(text(sql), Cuts.none(), Map.of("s", "app"))
                        .units()
                        .get(0)
                        .hash())
                .isEqualTo(hash(sql));
        assertThat(Script.read(text(sql), Cuts.none(), Map.of("s", "app"))
                        .units()
                        .get(0)
                        .title())
                .as("a title is shown, and a value may be a secret")
                .isEqualTo("CREATE TABLE ${s}.t (a int)");
    }

    private static String hash(String sql) {
        return Script.read(text(sql)).units().get(0).hash();
    }

    @Test
    void theLineThatDiffersIsFound() {
        List<String> lines = IntStream.rangeClosed(1, 50)
                .mapToObj(i -> i % 5 == 0 ? "" : "SELECT " + i + "\n+ 1;")
                .toList();
        String before = String.join("\n", lines);
        String after = "-- moved down\n\n" + before.replace("SELECT 33\n+ 1", "SELECT 33\n+ 2");
        Unit unit = Script.read(text(after)).units().get(0);
        String stored = Script.read(text(before)).units().get(0).lineMarks();
        int expected = (int) after.substring(0, after.indexOf("+ 2")).lines().count() + 1;
        assertThat(unit.firstDifference(stored)).hasValue(expected);
        assertThat(Script.read(text(before)).units().get(0).firstDifference(stored))
                .isEmpty();
        assertThat(unit.firstDifference("nonsense")).isEmpty();
    }

    @Test
    void theLineThatDiffersIsFoundInDataAndWhereTheEndIsMissing() {
        String stored = Script.read(text("SELECT 0; COPY t FROM stdin;\n1\n2\n3\n\\.\n"))
                .units()
                .get(0)
                .lineMarks();
        assertThat(Script.read(text("SELECT 0; COPY t FROM stdin;\n1\nX\n3\n\\.\n"))
                        .units()
                        .get(0)
                        .firstDifference(stored))
                .hasValue(3);
        assertThat(Script.read(text("SELECT 0; COPY t FROM stdin;\n1\n\\.\n"))
                        .units()
                        .get(0)
                        .firstDifference(stored))
                .hasValue(3);
    }

    @Test
    void aLongUnitHasMarksForBlocksOfLinesThatCanStillBeCompared() {
        String data = IntStream.range(0, 40_000).mapToObj(i -> i + "\n").collect(Collectors.joining());
        String longer = data + "x\n".repeat(30_000);
        Unit unit =
                Script.read(text("COPY t FROM stdin;\n" + data + "\\.")).units().get(0);
        assertThat(unit.lineMarks()).startsWith("64:").hasSizeLessThan(4100);
        assertThat(unit.fingerprint().markedLines()).hasSizeBetween(500, 1000);
        String edited = Script.read(text("COPY t FROM stdin;\n" + data.replace("\n20000\n", "\nx\n") + "\\."))
                .units()
                .get(0)
                .lineMarks();
        assertThat(unit.firstDifference(edited).orElseThrow()).isBetween(20_002 - 64, 20_002);
        Unit grown = Script.read(text("COPY t FROM stdin;\n" + longer + "\\."))
                .units()
                .get(0);
        assertThat(grown.lineMarks()).startsWith("128:");
        assertThat(grown.firstDifference(unit.lineMarks()).orElseThrow()).isBetween(40_002 - 128, 40_002);
        assertThat(unit.firstDifference(grown.lineMarks()).orElseThrow()).isBetween(40_002 - 128, 40_003);
    }
}
