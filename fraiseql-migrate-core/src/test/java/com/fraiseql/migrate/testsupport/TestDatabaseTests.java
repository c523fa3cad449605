// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.testsupport.TestDatabase.FreshDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TestDatabaseTests {

    @RegisterExtension
    static final FreshDatabase db = new FreshDatabase();

    @Test
    void aTestClassGetsAnEmptyDatabaseOfItsOwn() {
        assertThat(db.get().query("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
                .containsExactly("0");
    }
}
