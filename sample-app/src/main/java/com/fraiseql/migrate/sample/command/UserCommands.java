// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sample.command;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Commands about users. */
@Service
class UserCommands {

    private final JdbcClient jdbc;

    UserCommands(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional
    UUID create(NewUser user) {
        UUID id = jdbc.sql("INSERT INTO tb_user (email, username, full_name) VALUES (:email, :username, :fullName)"
                        + " RETURNING id")
                .param("email", user.email())
                .param("username", user.username())
                .param("fullName", user.fullName())
                .query(UUID.class)
                .single();
        if (user.bio() != null) {
            jdbc.sql("INSERT INTO tb_user_profile (user_id, bio) VALUES (:id, :bio)")
                    .param("id", id)
                    .param("bio", user.bio())
                    .update();
        }
        return id;
    }
}
