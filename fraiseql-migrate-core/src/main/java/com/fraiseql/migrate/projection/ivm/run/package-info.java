// SPDX-License-Identifier: Apache-2.0
/**
 * Installs, removes, verifies and inspects incremental maintenance.
 */
@NullMarked
package com.fraiseql.migrate.projection.ivm.run;

import org.jspecify.annotations.NullMarked;
