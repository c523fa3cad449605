// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sample;

import org.springframework.boot.SpringApplication;

/**
 * Starts the blog with a database of its own if none is configured:
 * {@code ./mvnw -pl sample-app -am spring-boot:test-run}.
 */
public final class TestBlogApplication {

    private TestBlogApplication() {}

    public static void main(String[] args) {
        SpringApplication.from(BlogApplication::main)
                .with(LocalDatabaseConfiguration.class)
                .run(args);
    }
}
