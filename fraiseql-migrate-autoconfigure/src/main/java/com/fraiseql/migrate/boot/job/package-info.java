/** The application as a job that migrates and exits. */
@NullMarked
package com.fraiseql.migrate.boot.job;

import org.jspecify.annotations.NullMarked;
