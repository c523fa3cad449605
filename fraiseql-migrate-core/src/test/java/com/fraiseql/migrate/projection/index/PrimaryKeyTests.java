// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrimaryKeyTests {

    @Test
    void aRecordedKeyIsReadAsItWasWritten() {
        PrimaryKey key = new PrimaryKey("\"Read side\".\"tv_\"\"post\"", "\"tv_post; pkey\"", "\"Id (1)\"");
        assertThat(PrimaryKey.of(key.statement())).contains(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX tv_post_idx ON public.tv_post USING btree (id)",
                "ALTER TABLE \"public\".\"tv_post\" ADD CONSTRAINT \"k\" UNIQUE (\"id\")",
                "ALTER TABLE \"public\".\"tv_post\" ADD CONSTRAINT \"k\" PRIMARY KEY (\"id\", \"n\")",
                "ALTER TABLE \"public\".\"tv_post\" ADD CONSTRAINT \"k\" PRIMARY KEY (\"id\") DEFERRABLE",
                "ALTER TABLE \"tv_post\" ADD CONSTRAINT \"k\" PRIMARY KEY (\"id\")",
                "ALTER TABLE \"public\".\"tv_post\" ADD PRIMARY KEY (\"id\")"
            })
    void anotherStatementIsNoKey(String statement) {
        assertThat(PrimaryKey.of(statement)).isEmpty();
        assertThat(PrimaryKey.isOne(statement)).isFalse();
    }
}
