// SPDX-License-Identifier: Apache-2.0
@NullMarked
package com.fraiseql.migrate.boot.cascade;

import org.jspecify.annotations.NullMarked;
