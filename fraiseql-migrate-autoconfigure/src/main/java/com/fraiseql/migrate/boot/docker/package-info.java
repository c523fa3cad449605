/** Migrates the database of a Docker Compose service. */
@NullMarked
package com.fraiseql.migrate.boot.docker;

import org.jspecify.annotations.NullMarked;
