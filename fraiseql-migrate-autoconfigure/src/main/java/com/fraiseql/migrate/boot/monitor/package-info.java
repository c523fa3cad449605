/**
 * What is known about the migrations while the application lives, without asking the database more often than needed.
 */
@NullMarked
package com.fraiseql.migrate.boot.monitor;

import org.jspecify.annotations.NullMarked;
