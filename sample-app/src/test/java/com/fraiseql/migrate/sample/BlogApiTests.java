// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.projection.IncrementalMaintenance;
import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.testsupport.Await;
import com.jayway.jsonpath.JsonPath;
import java.io.UnsupportedEncodingException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class BlogApiTests extends BlogTest {

    @Autowired
    private MockMvcTester http;

    @Test
    void theDemoPostIsThereAfterTheFirstStart() {
        assertThat(http.get().uri("/posts").param("status", "published"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$[*].author.username")
                .asArray()
                .contains("ada");
    }

    @Test
    void aUserThatWasCreatedCanBeReadAtOnce() {
        UUID id = create("/users", user("linus"));

        assertThat(http.get().uri("/users/" + id))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo(
                        "{\"id\":\"%s\",\"username\":\"linus\",\"bio\":\"about linus\",\"postCount\":0}".formatted(id));
    }

    @Test
    void aPostWithItsCommentsIsOneDocument() {
        UUID author = create("/users", user("barbara"));
        UUID post = create("/posts", post(author, "On abstraction"));
        UUID comment = create("/comments", comment(post, author, "First!"));

        assertThat(http.get().uri("/posts/" + post)).bodyJson().isLenientlyEqualTo("""
                        {"title":"On abstraction","status":"draft","category":"theory","author":{"username":"barbara"},
                         "comments":[{"id":"%s","content":"First!"}]}""".formatted(comment));
        assertThat(http.get().uri("/users/" + author))
                .bodyJson()
                .extractingPath("$.postCount")
                .isEqualTo(1);
        assertThat(http.get().uri("/comments").param("postId", post.toString()))
                .bodyJson()
                .extractingPath("$[*].content")
                .asArray()
                .containsExactly("First!");
    }

    @Test
    void publishingChangesWhatReadersSee() {
        UUID author = create("/users", user("edsger"));
        UUID post = create("/posts", post(author, "Goto considered harmful"));

        assertThat(http.post().uri("/posts/" + post + "/publish"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.status")
                .isEqualTo("published");

        assertThat(http.get().uri("/posts/" + post))
                .bodyJson()
                .extractingPath("$.status")
                .isEqualTo("published");
    }

    @Test
    void deletingAPostTakesItsCommentsOutOfBothSides() {
        UUID author = create("/users", user("donald"));
        UUID post = create("/posts", post(author, "Literate programming"));
        UUID comment = create("/comments", comment(post, author, "Tex!"));

        assertThat(http.delete().uri("/posts/" + post)).hasStatus(204);

        assertThat(http.get().uri("/posts/" + post)).hasStatus(404);
        assertThat(http.get().uri("/comments/" + comment)).hasStatus(404);
        assertThat(database().query("SELECT count(*) FROM tb_comment WHERE id = '" + comment + "'"))
                .containsExactly("0");
    }

    @Test
    void whatIsCachedIsReadAgainWhenItHasChanged() throws InterruptedException {
        UUID author = create("/users", user("margaret"));
        UUID post = create("/posts", post(author, "Priority displays"));
        assertThat(http.get().uri("/users/" + author)).bodyText().contains("\"postCount\": 1");
        assertThat(http.get().uri("/posts/" + post)).bodyText().contains("margaret");

        create("/posts", post(author, "Asynchronous software"));
        assertThat(http.get().uri("/users/" + author)).bodyText().contains("\"postCount\": 2");

        database().execute("UPDATE tb_user SET full_name = 'Margaret Hamilton' WHERE username = 'margaret'");
        Await.until(() -> body("/posts/" + post).contains("Margaret Hamilton")
                && body("/users/" + author).contains("Margaret Hamilton"));
    }

    private String body(String uri) {
        try {
            return http.get().uri(uri).exchange().getResponse().getContentAsString();
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatIsWrittenPastTheApplicationIsReadAsWell() {
        UUID author = create("/users", user("tony"));
        UUID post = create("/posts", post(author, "Null"));
        create("/comments", comment(post, author, "A billion dollars"));

        database().execute("UPDATE tb_user SET full_name = 'Tony Hoare' WHERE username = 'tony'");

        assertThat(http.get().uri("/posts/" + post))
                .bodyJson()
                .extractingPath("$.comments[0].author.fullName")
                .isEqualTo("Tony Hoare");
        assertThat(http.get().uri("/users/" + author))
                .bodyJson()
                .extractingPath("$.fullName")
                .isEqualTo("Tony Hoare");
    }

    @Test
    void eachReadTableIsMaintainedAndEqualToItsView() {
        UUID author = create("/users", user("niklaus"));
        create("/comments", comment(create("/posts", post(author, "Pascal")), author, "begin end."));

        assertThat(http.get().uri("/actuator/migrations/projections"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.contexts.blog.projections.summary")
                .asMap()
                .containsEntry("maintained", 3)
                .containsEntry("outdated", 0);
        // the views are evaluated in the zone of fraiseql.migrate.time-zone, which is not that of this test
        assertThat(new IncrementalMaintenance(database().dataSource()).verify(IvmOptions.defaults(), false, 0))
                .hasSize(3)
                .allSatisfy(verification -> assertThat(verification.equal()).isTrue())
                .allSatisfy(verification -> assertThat(verification.rows()).isPositive());
    }

    @Test
    void whatTheDatabaseRefusesIsAnAnswer() {
        create("/users", user("alan"));

        assertThat(send("/users", user("alan"))).hasStatus(409);
        assertThat(send("/posts", post(UUID.randomUUID(), "Nobody's"))).hasStatus(422);
        assertThat(send("/users", "{\"email\":\"nonsense\"}")).hasStatus(400);
        assertThat(http.post().uri("/posts/" + UUID.randomUUID() + "/publish")).hasStatus(404);
    }

    private UUID create(String path, String json) {
        MvcTestResult result = send(path, json);
        assertThat(result).hasStatus(201);
        try {
            return UUID.fromString(JsonPath.read(result.getResponse().getContentAsString(), "$.id"));
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private MvcTestResult send(String path, String json) {
        return http.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .content(json)
                .exchange();
    }

    private static String user(String name) {
        return "{\"email\":\"%1$s@example.com\",\"username\":\"%1$s\",\"fullName\":\"%1$s\",\"bio\":\"about %1$s\"}"
                .formatted(name);
    }

    private static String post(UUID author, String title) {
        return "{\"title\":\"%s\",\"content\":\"…\",\"authorId\":\"%s\",\"category\":\"theory\"}"
                .formatted(title, author);
    }

    private static String comment(UUID post, UUID author, String content) {
        return "{\"postId\":\"%s\",\"authorId\":\"%s\",\"content\":\"%s\"}".formatted(post, author, content);
    }
}
