// SPDX-License-Identifier: Apache-2.0
/** Tests of how the server is found. */
@NullMarked
package com.fraiseql.migrate.cli.connect;

import org.jspecify.annotations.NullMarked;
