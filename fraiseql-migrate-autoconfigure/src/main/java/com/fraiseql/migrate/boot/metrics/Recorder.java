// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Records measurements for every registry, even one that is created later.
 *
 * <p>Migrations run before the meter registries are ready, so measurements are kept and replayed to each registry when
 * it is bound.
 */
abstract class Recorder implements MeterBinder {

    private final List<MeterRegistry> registries = new ArrayList<>();
    private final List<Consumer<MeterRegistry>> history = new ArrayList<>();

    @Override
    public final synchronized void bindTo(MeterRegistry registry) {
        registries.add(registry);
        history.forEach(record -> record.accept(registry));
    }

    final synchronized void record(Consumer<MeterRegistry> measurement) {
        history.add(measurement);
        registries.forEach(measurement);
    }
}
