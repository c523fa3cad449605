/** Meters of the runs. */
@NullMarked
package com.fraiseql.migrate.boot.metrics;

import org.jspecify.annotations.NullMarked;
