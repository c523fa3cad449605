// SPDX-License-Identifier: Apache-2.0
/** What the tests of every module need: a real PostgreSQL server and fresh databases. */
@NullMarked
package com.fraiseql.migrate.testsupport;

import org.jspecify.annotations.NullMarked;
