/** A small application, and tests that start it as a process of its own. */
@NullMarked
package com.fraiseql.migrate.boot.app;

import org.jspecify.annotations.NullMarked;
