// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sample.command;

import jakarta.validation.Valid;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The commands over HTTP. */
@RestController
class CommandController {

    private final UserCommands users;
    private final PostCommands posts;
    private final CommentCommands comments;

    CommandController(UserCommands users, PostCommands posts, CommentCommands comments) {
        this.users = users;
        this.posts = posts;
        this.comments = comments;
    }

    @PostMapping("/users")
    ResponseEntity<Map<String, UUID>> create(@Valid @RequestBody NewUser user) {
        return created("/users/", users.create(user));
    }

    @PostMapping("/posts")
    ResponseEntity<Map<String, UUID>> create(@Valid @RequestBody NewPost post) {
        return created("/posts/", posts.create(post));
    }

    @PostMapping(path = "/posts/{id}/publish", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> publish(@PathVariable UUID id) {
        return ResponseEntity.of(posts.publish(id));
    }

    @DeleteMapping("/posts/{id}")
    ResponseEntity<Void> delete(@PathVariable UUID id) {
        return done(posts.delete(id));
    }

    @PostMapping("/comments")
    ResponseEntity<Map<String, UUID>> create(@Valid @RequestBody NewComment comment) {
        return created("/comments/", comments.create(comment));
    }

    private static ResponseEntity<Map<String, UUID>> created(String path, UUID id) {
        return ResponseEntity.created(URI.create(path + id)).body(Map.of("id", id));
    }

    private static ResponseEntity<Void> done(boolean found) {
        return found
                ? ResponseEntity.noContent().build()
                : ResponseEntity.notFound().build();
    }
}
