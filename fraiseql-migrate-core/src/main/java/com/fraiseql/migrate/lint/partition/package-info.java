// SPDX-License-Identifier: Apache-2.0
/** Rules about partitions and replication. */
@NullMarked
package com.fraiseql.migrate.lint.partition;

import org.jspecify.annotations.NullMarked;
