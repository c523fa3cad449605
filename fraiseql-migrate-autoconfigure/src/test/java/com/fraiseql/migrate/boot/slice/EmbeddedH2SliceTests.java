// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.slice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.boot.autoconfigure.FraiseqlMigrateAutoConfiguration;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class EmbeddedH2SliceTests {

    @Test
    void h2InASliceGetsASentenceThatSaysWhatToDo() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        DataSourceAutoConfiguration.class, FraiseqlMigrateAutoConfiguration.class))
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOfSatisfying(MigrateException.class, failure -> {
                            assertThat(failure.code()).isEqualTo(FailureCode.NOT_POSTGRESQL);
                            assertThat(failure.what()).contains("H2");
                            assertThat(failure.action())
                                    .contains("@AutoConfigureTestDatabase(replace = NONE)")
                                    .contains("@ServiceConnection");
                        }));
    }
}
