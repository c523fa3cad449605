// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.cascade;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.cache.interceptor.SimpleKey;

class CacheKeysTests {

    @Test
    void aNumberIsEvictedAsIntegerLongAndString() {
        assertThat(CacheKeys.of(List.of("5"), List.of("bigint"))).containsExactlyInAnyOrder(5, 5L, "5");
        assertThat(CacheKeys.of(List.of("5"), List.of("integer"))).containsExactlyInAnyOrder(5, 5L, "5");
        assertThat(CacheKeys.of(List.of("5000000000"), List.of("bigint")))
                .containsExactlyInAnyOrder(5_000_000_000L, "5000000000");
    }

    @Test
    void aUuidIsEvictedAsUuidAndString() {
        UUID id = UUID.randomUUID();

        assertThat(CacheKeys.of(List.of(id.toString()), List.of("uuid"))).containsExactlyInAnyOrder(id, id.toString());
    }

    @Test
    void aKeyOfSeveralColumnsIsEvictedAsSpringMakesItOfArguments() {
        assertThat(CacheKeys.of(List.of("de", "7"), List.of("text", "integer")))
                .containsExactlyInAnyOrder(new SimpleKey("de", 7), new SimpleKey("de", 7L), new SimpleKey("de", "7"));
    }
}
