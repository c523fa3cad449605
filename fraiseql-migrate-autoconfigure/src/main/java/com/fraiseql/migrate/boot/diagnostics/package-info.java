/** Failure analysis for failures of the engine at startup. */
@NullMarked
package com.fraiseql.migrate.boot.diagnostics;

import org.jspecify.annotations.NullMarked;
