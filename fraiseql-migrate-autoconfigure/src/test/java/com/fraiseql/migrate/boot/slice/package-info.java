/** Test slices. */
@NullMarked
package com.fraiseql.migrate.boot.slice;

import org.jspecify.annotations.NullMarked;
