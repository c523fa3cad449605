/** Turns an engine failure at startup into two sentences and an excerpt. */
@NullMarked
package com.fraiseql.migrate.boot.diagnostics;

import org.jspecify.annotations.NullMarked;
