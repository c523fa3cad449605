// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.architecture;

import static com.fraiseql.migrate.architecture.Rooms.room;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.source.CodeMigration;
import com.fraiseql.migrate.testsupport.Api;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.DriverManager;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;

/** The direction of the engine, as {@code docs/design.md} has it. */
class ArchitectureTests {

    private static final String[] JDBC = {
        "java.sql..", "javax.sql..", "org.postgresql..", "org.springframework.jdbc..", "org.springframework.dao.."
    };

    private static JavaClasses engine = new ClassFileImporter().importClasses();

    @BeforeAll
    static void readTheEngine() {
        engine = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(Rooms.ROOT);
        assertThat(engine).hasSizeGreaterThan(20);
    }

    @Test
    void everyClassIsInARoomThatHasARank() {
        classes().should(Rooms.haveARank()).check(engine);
    }

    @Test
    void theDesignListsEveryRoomWithItsRank() throws IOException {
        Map<String, Integer> listed = new TreeMap<>();
        Matcher row = Pattern.compile("(?m)^\\| (\\d+) \\| (?:`([a-z.]+)`|the root package) \\|")
                .matcher(Files.readString(Path.of("../docs/design.md")));
        while (row.find()) {
            listed.put(Objects.requireNonNullElse(row.group(2), ""), Integer.valueOf(row.group(1)));
        }
        assertThat(listed).isEqualTo(Rooms.RANKS);
    }

    @Test
    void theDesignNamesThePackagesOfTheApi() throws IOException {
        Matcher sentence = Pattern.compile("API are the root package, ([^;]+);")
                .matcher(Files.readString(Path.of("../docs/design.md")));
        assertThat(sentence.find()).isTrue();
        assertThat(Pattern.compile("`([a-z.]+)`")
                        .matcher(sentence.group(1))
                        .results()
                        .map(found -> found.group(1)))
                .containsExactlyElementsOf(Api.ROOMS.subList(1, Api.ROOMS.size()));
    }

    @Test
    void aRoomImportsLowerRanksOnly() {
        classes().should(Rooms.importLowerRanksOnly()).check(engine);
    }

    @Test
    void thereAreNoCyclesWithinOrBetweenRooms() {
        slices().matching(Rooms.ROOT + ".(**)").should().beFreeOfCycles().check(engine);
    }

    @Test
    void thereAreNoCyclesOfClasses() {
        slices().assignedFrom(new TopLevelClasses()).should().beFreeOfCycles().check(engine);
    }

    @Test
    void theEngineKnowsNeitherSpringBootNorAnApplicationContext() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.boot..", "org.springframework.context..")
                .check(engine);
    }

    @Test
    void onlyTheDbRoomOpensConnections() {
        noClasses()
                .that(not(room("db")))
                .should()
                .accessTargetWhere(target(owner(assignableTo(DataSource.class)))
                        .and(target(name("getConnection")))
                        .or(target(owner(type(DriverManager.class))))
                        .or(target(owner(type(DataSourceUtils.class))))
                        .or(target(owner(assignableTo(Driver.class))).and(target(name("connect"))))
                        .as("opens a connection"))
                .check(engine);
    }

    /** Spring's templates take a DataSource and open connections on their own. */
    @Test
    void onlyTheDbRoomUsesTemplates() {
        noClasses()
                .that(not(room("db")))
                .should()
                .dependOnClassesThat(assignableTo(JdbcOperations.class).or(assignableTo(JdbcClient.class)))
                .check(engine);
    }

    @Test
    void textsPlansAndRulesKnowNoJdbc() {
        noClasses()
                .that(room("failure", "sql", "script", "plan", "lint"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(JDBC)
                .check(engine);
    }

    /** The connection in its signature is the one that the engine hands to a user's code. */
    @Test
    void amongTheSourcesOnlyAMigrationInJavaMentionsJdbc() {
        noClasses()
                .that(room("source"))
                .and()
                .doNotBelongToAnyOf(CodeMigration.class)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(JDBC)
                .check(engine);
    }

    @Test
    void theEnginePrintsNothing() {
        GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(engine);
        GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(engine);
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(engine.stream()
                        .map(javaClass -> javaClass.getPackage())
                        .distinct()
                        .filter(javaPackage -> !isNullMarked(javaPackage)))
                .as("packages without @NullMarked in their package-info.java")
                .isEmpty();
    }

    private static boolean isNullMarked(JavaPackage javaPackage) {
        return javaPackage
                .tryGetPackageInfo()
                .map(info -> info.isAnnotatedWith(NullMarked.class))
                .orElse(false);
    }
}
