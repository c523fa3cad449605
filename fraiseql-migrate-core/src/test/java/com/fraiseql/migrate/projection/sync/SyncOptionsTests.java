// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fraiseql.migrate.projection.sync.SyncOptions.WhenBusy;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SyncOptionsTests {

    private static final SyncOptions DEFAULTS = SyncOptions.defaults();

    @Test
    void aValueIsChangedWithoutTouchingTheOthers() throws ReflectiveOperationException {
        Duration one = Duration.ofSeconds(1);
        Duration two = Duration.ofSeconds(2);
        assertThat(changedBy(DEFAULTS.withSchema("app"))).containsExactly("schema=app");
        assertThat(changedBy(DEFAULTS.withSchemas(Set.of("app")))).containsExactly("scope.schemas=[app]");
        assertThat(changedBy(DEFAULTS.withTables(Set.of("tv_a")))).containsExactly("scope.tables=[tv_a]");
        assertThat(changedBy(DEFAULTS.withExclude(Set.of("tv_*")))).containsExactly("scope.exclude=[tv_*]");
        assertThat(changedBy(DEFAULTS.withFull(true))).containsExactly("permissions.full=true");
        assertThat(changedBy(DEFAULTS.withAdopt(true))).containsExactly("permissions.adopt=true");
        assertThat(changedBy(DEFAULTS.withKeepGoing(true))).containsExactly("permissions.keepGoing=true");
        assertThat(changedBy(DEFAULTS.withConnections(9))).containsExactly("concurrency.connections=9");
        assertThat(changedBy(DEFAULTS.withConcurrentIndexes(true)))
                .containsExactly("concurrency.concurrentIndexes=true");
        assertThat(changedBy(DEFAULTS.withWhenBusy(WhenBusy.SKIP, one)))
                .containsExactly("waits.busy=PT1S", "waits.whenBusy=SKIP");
        assertThat(changedBy(DEFAULTS.withLocks(one, two)))
                .containsExactly("waits.lock=PT2S", "waits.lockTimeout=PT1S");
        assertThat(changedBy(DEFAULTS.withTimeZone("Europe/Berlin"))).containsExactly("timeZone=Europe/Berlin");
    }

    @Test
    void aChangedValueStaysWhenAnotherOneOfItsGroupIsChanged() throws ReflectiveOperationException {
        assertThat(changedBy(DEFAULTS.withFull(true).withAdopt(true).withKeepGoing(true)))
                .containsExactly("permissions.adopt=true", "permissions.full=true", "permissions.keepGoing=true");
        assertThat(changedBy(DEFAULTS.withTables(Set.of("t"))
                        .withSchemas(Set.of("s"))
                        .withExclude(Set.of("e"))
                        .withTables(Set.of("u"))))
                .containsExactly("scope.exclude=[e]", "scope.schemas=[s]", "scope.tables=[u]");
    }

    @Test
    void atLeastOneConnectionWorks() {
        assertThatThrownBy(() -> DEFAULTS.withConnections(0)).hasMessage("connections must be 1 or more, not 0");
    }

    private static Set<String> changedBy(SyncOptions options) throws ReflectiveOperationException {
        Map<String, String> standard = values("", DEFAULTS);
        Set<String> changed = new TreeSet<>();
        values("", options).forEach((name, value) -> {
            if (!value.equals(standard.get(name))) {
                changed.add(name + "=" + value);
            }
        });
        return changed;
    }

    private static Map<String, String> values(String prefix, Record record) throws ReflectiveOperationException {
        Map<String, String> values = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Object value = component.getAccessor().invoke(record);
            if (value instanceof Record group) {
                values.putAll(values(prefix + component.getName() + ".", group));
            } else {
                values.put(prefix + component.getName(), String.valueOf(value));
            }
        }
        return values;
    }
}
