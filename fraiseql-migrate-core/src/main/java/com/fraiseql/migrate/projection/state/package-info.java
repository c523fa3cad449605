// SPDX-License-Identifier: Apache-2.0
/**
 * What the database remembers of each sync, so that one that was killed is resumed.
 */
@NullMarked
package com.fraiseql.migrate.projection.state;

import org.jspecify.annotations.NullMarked;
