/** The health contributor {@code migrations}. */
@NullMarked
package com.fraiseql.migrate.boot.health;

import org.jspecify.annotations.NullMarked;
