/** Spans and startup steps of the runs. */
@NullMarked
package com.fraiseql.migrate.boot.observation;

import org.jspecify.annotations.NullMarked;
