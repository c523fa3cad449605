// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.slice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.testsupport.TestDatabase.FreshDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.test.autoconfigure.AutoConfigureTestDatabase;
import org.springframework.boot.jdbc.test.autoconfigure.AutoConfigureTestDatabase.Replace;
import org.springframework.boot.jdbc.test.autoconfigure.JdbcTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@JdbcTest(properties = "spring.jpa.hibernate.ddl-auto=validate")
@AutoConfigureTestDatabase(replace = Replace.NONE)
@DirtiesContext
class JdbcSliceTests {

    @RegisterExtension
    static final FreshDatabase db = new FreshDatabase();

    @Autowired
    private JdbcTemplate jdbc;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", () -> db.get().url());
        registry.add("spring.datasource.username", () -> db.get().user());
        registry.add("spring.datasource.password", () -> db.get().password());
    }

    @Test
    void theSliceFindsTheMigratedSchema() {
        assertThat(jdbc.queryForList("SELECT * FROM tb_note")).isEmpty();
    }

    @Test
    void theSliceFindsTheReadTablesFilled() {
        assertThat(jdbc.queryForList("SELECT data ->> 'name' FROM tv_label ORDER BY id", String.class))
                .containsExactly("Label 1", "Label 2", "Label 3");
    }
}
