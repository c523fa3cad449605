/** Application events of the runs. */
@NullMarked
package com.fraiseql.migrate.boot.event;

import org.jspecify.annotations.NullMarked;
