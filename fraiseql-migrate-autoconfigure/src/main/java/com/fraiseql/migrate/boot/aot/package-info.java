/** Hints for ahead-of-time processing. */
@NullMarked
package com.fraiseql.migrate.boot.aot;

import org.jspecify.annotations.NullMarked;
