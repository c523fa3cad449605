// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://tom:hunter2@db/blog",
                "see postgres://tom:hun/ter@hunter2@db/blog for more",
                "jdbc:postgresql://db/blog?user=tom&password=hunter2&x=y",
                "jdbc:postgresql://db/blog?sslpassword=hunter2",
                "jdbc:postgresql://db/blog?PASSWORD=hunter2;x=y",
                "host=db user=tom password=hunter2 dbname=blog",
                "ALTER USER tom PASSWORD 'hunter2'",
                "CREATE USER MAPPING FOR tom SERVER db OPTIONS (user 'tom', password E'hunter2')",
                "two: postgres://a:hunter2@b/c and postgres://d:hunter2@e/f",
            })
    void aPasswordIsMasked(String text) {
        assertThat(Secrets.mask(text)).doesNotContain("hunter2");
    }

    @Test
    void theRestOfTheUrlStays() {
        assertThat(Secrets.mask("postgres://tom:hunter2@db:5432/blog?sslmode=require"))
                .isEqualTo("postgres://tom:*******@db:5432/blog?sslmode=require");
    }

    @Test
    void columnsStayWhereTheyWere() {
        String sql = "CREATE ROLE tom PASSWORD 'it''s' VALID UNTIL nope";
        assertThat(Secrets.mask(sql)).hasSameSizeAs(sql).isEqualTo("CREATE ROLE tom PASSWORD '*****' VALID UNTIL nope");
        assertThat(Secrets.mask(Secrets.mask(sql))).isEqualTo(Secrets.mask(sql));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://tom@db/blog",
                "no URL",
                "http://db:80/x",
                "mail me@example.com",
                "ALTER USER tom PASSWORD NULL"
            })
    void whatHoldsNoPasswordStaysAsItIs(String text) {
        assertThat(Secrets.mask(text)).isEqualTo(text);
    }
}
