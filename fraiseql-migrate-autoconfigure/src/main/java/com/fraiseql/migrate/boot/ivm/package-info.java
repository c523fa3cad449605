/** Incremental maintenance of the {@code tv_} tables: what a start does about it, and how it stands. */
@NullMarked
package com.fraiseql.migrate.boot.ivm;

import org.jspecify.annotations.NullMarked;
