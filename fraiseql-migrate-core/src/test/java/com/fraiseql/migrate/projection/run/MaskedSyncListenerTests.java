// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.projection.sync.SyncListener;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MaskedSyncListenerTests {

    static Stream<Method> methods() {
        return Stream.of(SyncListener.class.getDeclaredMethods());
    }

    @ParameterizedTest
    @MethodSource("methods")
    void everyMethodIsPassedOn(Method method) throws Exception {
        assertThat(MaskedSyncListener.class.getDeclaredMethod(method.getName(), method.getParameterTypes()))
                .isNotNull();
    }

    @Test
    void noSecretIsPassedOn() {
        List<String> told = new ArrayList<>();
        SyncListener masked = new MaskedSyncListener(new SyncListener() {
            @Override
            public void remark(String table, String message) {
                told.add(message);
            }

            @Override
            public void waitingForOther(String holder, Duration waited) {
                told.add(holder);
            }
        });
        masked.remark("tv_a", "failed: host=x password=hunter2");
        masked.waitingForOther("ALTER ROLE x PASSWORD 'hunter2'", Duration.ZERO);
        assertThat(told).hasSize(2).noneMatch(text -> text.contains("hunter2"));
    }
}
