// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sample.query;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The queries over HTTP. PostgreSQL has made the JSON; it is passed on as it is. */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
class QueryController {

    private final Documents documents;

    QueryController(Documents documents) {
        this.documents = documents;
    }

    @GetMapping("/users")
    String users() {
        return documents.all(Entity.USER);
    }

    @GetMapping("/users/{id}")
    ResponseEntity<String> user(@PathVariable UUID id) {
        return ResponseEntity.of(documents.user(id));
    }

    @GetMapping("/posts")
    String posts(@RequestParam(required = false) @Nullable String status) {
        return status == null ? documents.all(Entity.POST) : documents.with(Entity.POST, "status", status);
    }

    @GetMapping("/posts/{id}")
    ResponseEntity<String> post(@PathVariable UUID id) {
        return ResponseEntity.of(documents.post(id));
    }

    @GetMapping("/comments")
    String comments(@RequestParam(required = false) @Nullable UUID postId) {
        return postId == null
                ? documents.all(Entity.COMMENT)
                : documents.with(Entity.COMMENT, "postId", postId.toString());
    }

    @GetMapping("/comments/{id}")
    ResponseEntity<String> comment(@PathVariable UUID id) {
        return ResponseEntity.of(documents.comment(id));
    }
}
