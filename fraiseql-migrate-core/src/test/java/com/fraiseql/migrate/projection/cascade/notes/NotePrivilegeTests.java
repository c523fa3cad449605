// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.notes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.projection.cascade.ChangeFeed;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** Notes of writers who may do less than the owner. */
class NotePrivilegeTests extends NotedBlog {

    @Test
    void aWriterCannotHaveOperatorsOfHisOwnCalledWithTheOwnersRights() throws SQLException {
        String role = database.name() + "_writer";
        database.execute(
                "CREATE ROLE \"" + role + "\"",
                "GRANT SELECT, UPDATE ON tb_post TO \"" + role + "\"",
                "CREATE SCHEMA his AUTHORIZATION \"" + role + "\"");
        try (ChangeFeed feed = open();
                Connection writer = database.connect();
                Statement statement = writer.createStatement()) {
            statement.execute("SET ROLE \"" + role + "\"; SET search_path = his, pg_catalog, public");
            statement.execute("""
                    CREATE FUNCTION his.trap(int8, float8) RETURNS bool LANGUAGE plpgsql AS
                      $$ BEGIN RAISE 'called as %', current_user; END $$;
                    CREATE FUNCTION his.trap(text, text) RETURNS bool LANGUAGE plpgsql AS
                      $$ BEGIN RAISE 'called as %', current_user; END $$;
                    CREATE FUNCTION his.trap(record, record) RETURNS bool LANGUAGE plpgsql AS
                      $$ BEGIN RAISE 'called as %', current_user; END $$;
                    CREATE FUNCTION his.clock_timestamp() RETURNS timestamptz LANGUAGE plpgsql AS
                      $$ BEGIN RAISE 'called as %', current_user; END $$;
                    CREATE OPERATOR his.>= (LEFTARG = int8, RIGHTARG = float8, FUNCTION = his.trap);
                    CREATE OPERATOR his.= (LEFTARG = text, RIGHTARG = text, FUNCTION = his.trap);
                    CREATE OPERATOR his.*<> (LEFTARG = record, RIGHTARG = record, FUNCTION = his.trap);
                    CREATE OPERATOR his.*= (LEFTARG = record, RIGHTARG = record, FUNCTION = his.trap);""");
            statement.execute("UPDATE public.tb_post SET title = 'one' WHERE id OPERATOR(pg_catalog.=) 1");
            statement.execute("UPDATE public.tb_post SET title = 'all'");

            assertThat(Blog.changes(feed)).containsExactly("post 1", "post 2", "post 3");
        } finally {
            database.execute("DROP OWNED BY \"" + role + "\"", "DROP ROLE \"" + role + "\"");
        }
    }

    @Test
    void aWriterWithoutPrivilegesOnTheNotesIsNoted() {
        String role = database.name() + "_writer";
        database.execute("CREATE ROLE \"" + role + "\"", "GRANT SELECT, UPDATE ON tb_post TO \"" + role + "\"");
        try (ChangeFeed feed = open()) {
            database.execute("SET ROLE \"" + role + "\"; UPDATE tb_post SET title = 'new' WHERE id = 1; RESET ROLE");

            assertThat(Blog.changes(feed)).containsExactly("post 1");
        } finally {
            database.execute("DROP OWNED BY \"" + role + "\"", "DROP ROLE \"" + role + "\"");
        }
    }
}
