// SPDX-License-Identifier: Apache-2.0
/** What a change of a table means for everything that is made of it, in an application. */
@NullMarked
package com.fraiseql.migrate.boot.cascade;

import org.jspecify.annotations.NullMarked;
