/** The command side: writes {@code tb_} tables, and nothing else. */
@NullMarked
package com.fraiseql.migrate.sample.command;

import org.jspecify.annotations.NullMarked;
