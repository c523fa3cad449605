// SPDX-License-Identifier: Apache-2.0
/** Tests of the command: classes here, the built executable in the {@code *IT} classes. */
@NullMarked
package com.fraiseql.migrate.cli;

import org.jspecify.annotations.NullMarked;
