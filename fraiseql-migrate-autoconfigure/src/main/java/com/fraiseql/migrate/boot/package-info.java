/**
 * What a Spring Boot application sees of the migrations: the bean that runs them, and the hooks that it offers.
 *
 * <p>The wiring is in {@code com.fraiseql.migrate.boot.autoconfigure}.
 */
@NullMarked
package com.fraiseql.migrate.boot;

import org.jspecify.annotations.NullMarked;
