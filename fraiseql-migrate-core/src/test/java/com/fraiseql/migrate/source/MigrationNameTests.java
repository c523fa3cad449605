// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.source.MigrationName.Part;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationNameTests {

    @Test
    void aVersionedFileGivesNumberVersionAndDescription() {
        MigrationName name = NameAdvice.parse("003_add_indexes.sql");

        assertThat(name.version()).isEqualTo("003_add_indexes");
        assertThat(name.number()).isEqualTo(3);
        assertThat(name.description()).isEqualTo("add indexes");
        assertThat(name.part()).isEqualTo(Part.WHOLE);
    }

    @Test
    void aPairOfFilesHasOneVersion() {
        MigrationName up = NameAdvice.parse("003_add_indexes.up.sql");
        MigrationName down = NameAdvice.parse("003_add_indexes.down.sql");

        assertThat(up.version()).isEqualTo(down.version()).isEqualTo("003_add_indexes");
        assertThat(up.part()).isEqualTo(Part.UP);
        assertThat(down.part()).isEqualTo(Part.DOWN);
    }

    @Test
    void aRepeatableFileKeepsItsPrefixAndHasNoNumber() {
        MigrationName name = NameAdvice.parse("R_v_user.sql");

        assertThat(name.version()).isEqualTo("R_v_user");
        assertThat(name.number()).isNull();
        assertThat(name.description()).isEqualTo("v user");
    }

    @Test
    void aNumberMayHaveAnyNumberOfDigits() {
        assertThat(NameAdvice.parse("20240115103000_x.sql").number()).isEqualTo(20240115103000L);
        assertThat(NameAdvice.parse("0".repeat(40) + "9".repeat(40) + "_x.sql").number())
                .isEqualTo(new BigInteger("9".repeat(40)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "001_a.sql",
                "001_Init.sql",
                "001_add-user-bio.sql",
                "001_v1.2.3.sql",
                "001__double.sql",
                "001_with some spaces.sql",
                "001_issue #12 (again), +1.sql",
                "001_größe_數.sql",
                "001_2.sql",
                "R__flyway_style.sql"
            })
    void namesThatRealProjectsUseAreAccepted(String fileName) {
        assertThat(NameAdvice.parse(fileName).version()).isEqualTo(fileName.replace(".sql", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "init.sql",
                "003.sql",
                "003_.sql",
                "003_-_.sql",
                "_x.sql",
                "R_.sql",
                "R.sql",
                "r_x.sql",
                "003_x.SQL",
                "003_x.Sql",
                "003-x.sql",
                "003 x.sql",
                "003_ x.sql",
                "003_x .sql",
                "003_x.Up.sql",
                "003_x.up.up.sql",
                "003_x.sql.sql",
                "R_x.up.sql",
                "R_x.down.sql",
                "V1__x.sql",
                "-1_x.sql",
                "1.5_x.sql",
                "٣_x.sql",
                "003_a\tb.sql",
                "003_a\\b.sql",
                "003_zero\u200Bwidth.sql"
            })
    void otherNamesAreRefusedWithTheFormThatIsExpected(String fileName) {
        MigrateException failure = refused(fileName);

        assertThat(failure.code()).isEqualTo(FailureCode.BAD_FILE_NAME);
        assertThat(failure.what()).contains(fileName);
        assertThat(failure.action()).contains("NNN_name.sql", "R_name.sql");
        assertThat(failure.location())
                .hasValueSatisfying(at -> assertThat(at.file()).isEqualTo(fileName));
    }

    @ParameterizedTest
    @CsvSource({
        "V1__create_user.sql, 001_create_user.sql",
        "V001__create_user.sql, 001_create_user.sql",
        "V1.2__x.sql, 001002_x.sql",
        "V1_10__x.sql, 001010_x.sql",
        "U1__x.sql, 001_x.down.sql",
        "003_x.SQL, 003_x.sql",
        "003-x.sql, 003_x.sql",
        "003.x.sql, 003_x.sql",
        "003x.sql, 003_x.sql",
        "003.sql, 003_name.sql",
        "003_x.UP.sql, 003_x.up.sql",
        "R_x.up.sql, R_x.sql",
        "r_x.sql, R_x.sql",
        "init.sql, 001_init.sql",
    })
    void theErrorNamesTheRightName(String fileName, String better) {
        assertThat(refused(fileName).action()).startsWith("Rename it to " + better + " (");
    }

    @Test
    void whereNoNameCanBeGuessedTheErrorSaysTheFormOnly() {
        assertThat(refused("003_-.sql").action()).startsWith("Rename it to the form NNN_name.sql");
    }

    @Test
    void onlySqlFilesTakePart() {
        assertThat(MigrationName.isMigrationFile("001_x.sql")).isTrue();
        assertThat(MigrationName.isMigrationFile("001_x.SQL")).isTrue();
        assertThat(MigrationName.isMigrationFile("README.md")).isFalse();
        assertThat(MigrationName.isMigrationFile("001_x.sql~")).isFalse();
        assertThat(MigrationName.isMigrationFile(".gitkeep")).isFalse();
        assertThat(MigrationName.isMigrationFile("._001_x.sql")).isFalse();
        assertThat(MigrationName.isMigrationFile("sql")).isFalse();
    }

    @Test
    void aVersionIsTheSameWhicheverWayTheFileSystemComposesItsCharacters() {
        assertThat(NameAdvice.parse("001_gro\u0308ße.sql").version())
                .isEqualTo(NameAdvice.parse("001_gr\u00F6ße.sql").version());
    }

    @Test
    void theNumberOfAnyVersionCanBeAsked() {
        assertThat(MigrationName.numberOf("010_x")).contains(BigInteger.TEN);
        assertThat(MigrationName.numberOf("R_x")).isEmpty();
        assertThat(MigrationName.numberOf("by hand")).isEmpty();
        assertThat(MigrationName.numberOf("12")).isEmpty();
        assertThat(MigrationName.numberOf("")).isEmpty();
    }

    @Test
    void aNameForANewMigrationIsCheckedByTheSameRule() {
        assertThat(MigrationName.isValidName("add_comments_table")).isTrue();
        assertThat(MigrationName.isValidName("")).isFalse();
        assertThat(MigrationName.isValidName("../x")).isFalse();
        assertThat(MigrationName.isValidName("x.sql")).isFalse();
        assertThat(MigrationName.isValidName("x.down")).isFalse();
        assertThat(MigrationName.isValidName("x\ny")).isFalse();
    }

    private static MigrateException refused(String fileName) {
        MigrateException failure = catchThrowableOfType(MigrateException.class, () -> NameAdvice.parse(fileName));
        assertThat(failure).as(fileName).isNotNull();
        return failure;
    }
}
