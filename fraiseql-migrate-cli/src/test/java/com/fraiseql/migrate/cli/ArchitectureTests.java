// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.fraiseql.migrate.testsupport.Api;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "com.fraiseql.migrate.cli", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("com.fraiseql.migrate.(cli..)").should().beFreeOfCycles();

    /** The engine's own packages are internal but for those of its API. */
    @ArchTest
    static final ArchRule onlyTheApiOfTheEngineIsUsed = noClasses()
            .should()
            .dependOnClassesThat(
                    resideInAPackage("com.fraiseql.migrate..").and(resideOutsideOfPackages(Api.packages())));
}
