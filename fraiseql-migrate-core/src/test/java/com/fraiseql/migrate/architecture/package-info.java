// SPDX-License-Identifier: Apache-2.0
/** The rules that the rooms of the engine keep. */
@NullMarked
package com.fraiseql.migrate.architecture;

import org.jspecify.annotations.NullMarked;
