/** The query side: reads {@code tv_} tables, each answer one row or one index scan away. */
@NullMarked
package com.fraiseql.migrate.sample.query;

import org.jspecify.annotations.NullMarked;
