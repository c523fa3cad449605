// SPDX-License-Identifier: Apache-2.0
@NullMarked
package com.fraiseql.migrate.sql;

import org.jspecify.annotations.NullMarked;
