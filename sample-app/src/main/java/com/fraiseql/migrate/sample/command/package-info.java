/** The command side: writes {@code tb_} tables and brings the projections along in the same transaction. */
@NullMarked
package com.fraiseql.migrate.sample.command;

import org.jspecify.annotations.NullMarked;
