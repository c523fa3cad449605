// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures for every registry, whenever it comes.
 *
 * <p>Migrations run before the meter registries are ready, so everything is remembered as well, and told to each
 * registry when it comes.
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
