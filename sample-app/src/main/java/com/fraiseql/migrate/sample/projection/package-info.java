/** What keeps {@code tv_x} equal to {@code v_x}. */
@NullMarked
package com.fraiseql.migrate.sample.projection;

import org.jspecify.annotations.NullMarked;
