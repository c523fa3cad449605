/** Migrates the database of a container of a test. */
@NullMarked
package com.fraiseql.migrate.boot.testcontainers;

import org.jspecify.annotations.NullMarked;
