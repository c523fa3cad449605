// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.slice;

import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
class SliceApplication {}
