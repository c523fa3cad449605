/** The blog of the FraiseQL documentation: commands write {@code tb_} tables, queries read {@code tv_} tables. */
@NullMarked
package com.fraiseql.migrate.sample;

import org.jspecify.annotations.NullMarked;
