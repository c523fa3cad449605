// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.boot.aot.MigrationResourceHints;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.mock.env.MockEnvironment;

class MigrationHintsTests {

    @Test
    void theConfiguredLocationsAreHintedNotOnlyTheDefault() {
        MockEnvironment environment = new MockEnvironment()
                .withProperty("fraiseql.migrate.locations", "classpath:db/schema/,classpath*:/more,file:./elsewhere")
                .withProperty("fraiseql.migrate.databases.audit.url", "jdbc:postgresql://localhost/audit");
        RuntimeHints hints = new RuntimeHints();

        MigrationResourceHints.register(hints, MigrationHintsAotProcessor.locations(environment));

        assertThat(List.of("db/schema/001_a.sql", "more/002_b.sql", "migrations/audit/001_c.sql", "sync/tv_post.sql"))
                .allSatisfy(file -> assertThat(RuntimeHintsPredicates.resource().forResource(file))
                        .accepts(hints));
        assertThat(RuntimeHintsPredicates.resource().forResource("migrations/001_a.sql"))
                .rejects(hints);
        assertThat(RuntimeHintsPredicates.resource().forResource("elsewhere/001_a.sql"))
                .rejects(hints);
    }

    @Test
    void withoutConfigurationTheDefaultLocationIsHinted() {
        RuntimeHints hints = new RuntimeHints();

        MigrationResourceHints.register(hints, MigrationHintsAotProcessor.locations(new MockEnvironment()));

        assertThat(RuntimeHintsPredicates.resource().forResource("migrations/001_a.sql"))
                .accepts(hints);
    }
}
