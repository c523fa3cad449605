// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The blog. Its schema is in {@code src/main/resources/migrations/} and applied before it serves anything. */
@SpringBootApplication
public class BlogApplication {

    public static void main(String[] args) {
        SpringApplication.run(BlogApplication.class, args);
    }
}
