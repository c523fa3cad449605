// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.listener.MigrationListener;
import java.lang.reflect.Method;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MaskedListenerTests {

    static Stream<Method> methods() {
        return Stream.of(MigrationListener.class.getDeclaredMethods());
    }

    @ParameterizedTest
    @MethodSource("methods")
    void everyMethodIsPassedOn(Method method) throws Exception {
        assertThat(MaskedListener.class.getDeclaredMethod(method.getName(), method.getParameterTypes()))
                .isNotNull();
    }
}
