// SPDX-License-Identifier: Apache-2.0
/** Read tables that are maintained while several sessions write: every order of their steps, and writers at random. */
@NullMarked
package com.fraiseql.migrate.projection.ivm.concurrent;

import org.jspecify.annotations.NullMarked;
