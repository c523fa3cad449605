/** What {@code /actuator/info} says about migrations. */
@NullMarked
package com.fraiseql.migrate.boot.info;

import org.jspecify.annotations.NullMarked;
