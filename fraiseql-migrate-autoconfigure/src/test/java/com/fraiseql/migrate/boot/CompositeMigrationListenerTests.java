// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.listener.MigrationListener;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CompositeMigrationListenerTests {

    @Test
    void noCallIsLost() {
        assertThat(MigrationListener.class.getMethods())
                .isNotEmpty()
                .allSatisfy(method -> assertThat(CompositeMigrationListener.class.getDeclaredMethods())
                        .as(method.toString())
                        .anyMatch(own -> overrides(own, method)));
    }

    private static boolean overrides(Method own, Method method) {
        return own.getName().equals(method.getName())
                && Arrays.equals(own.getParameterTypes(), method.getParameterTypes());
    }
}
