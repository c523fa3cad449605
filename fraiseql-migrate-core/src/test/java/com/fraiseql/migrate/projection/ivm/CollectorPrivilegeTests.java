// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm;

import com.fraiseql.migrate.testsupport.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Collectors have the rights of their owner, and the search path of the session that writes. */
class CollectorPrivilegeTests {

    /** All that could be called by an unqualified name, before what the server has under that name. */
    private static final String TRAPS = """
            CREATE FUNCTION his.trapped() RETURNS bool LANGUAGE plpgsql AS
              $$ BEGIN RAISE 'called as %', current_user; END $$;
            DO $do$
            DECLARE o record; f text;
            BEGIN
              FOR o IN SELECT oprname AS name, oprleft::regtype AS l, oprright::regtype AS r,
                    oprresult::regtype AS result
                  FROM pg_operator WHERE oprnamespace = 'pg_catalog'::regnamespace AND oprleft <> 0
                  AND oprleft IN (SELECT unnest('{int4,int8,text,record,bool,xid8,text[],int4[]}'::regtype[]))
                  AND oprright IN (SELECT unnest('{int4,int8,text,record,bool,xid8,text[],int4[]}'::regtype[])) LOOP
                f := format('his.%I', 'trap_' || md5(o::text));
                EXECUTE format('CREATE FUNCTION %s(%s, %s) RETURNS %s LANGUAGE plpgsql AS'
                  ' $$ BEGIN RAISE ''called as %%'', current_user; END $$', f, o.l, o.r, o.result);
                EXECUTE format('CREATE OPERATOR his.%s (LEFTARG = %s, RIGHTARG = %s, FUNCTION = %s)',
                  o.name, o.l, o.r, f);
              END LOOP;
              FOREACH f IN ARRAY ARRAY['count()', 'bit_or(int8)', 'row_number()', 'current_setting(text)',
                  'current_setting(text, bool)', 'set_config(text, text, bool)', 'split_part(text, text, int4)',
                  'pg_current_xact_id()'] LOOP
                EXECUTE format('CREATE FUNCTION his.%s RETURNS bool LANGUAGE plpgsql AS'
                  ' $$ BEGIN RAISE ''called as %%'', current_user; END $$', f);
              END LOOP;
              CREATE FUNCTION his.array_agg(anynonarray) RETURNS bool LANGUAGE sql AS 'SELECT his.trapped()';
              CREATE FUNCTION his.unnest(anyarray) RETURNS bool LANGUAGE sql AS 'SELECT his.trapped()';
              CREATE FUNCTION his.concat(VARIADIC text[]) RETURNS bool LANGUAGE sql AS 'SELECT his.trapped()';
            END $do$;
            CREATE DOMAIN his.text AS int; CREATE DOMAIN his.record AS int; CREATE DOMAIN his.xid8 AS int;
            """;

    @Test
    void aWriterCannotHaveFunctionsOfHisOwnCalledWithTheOwnersRights() throws SQLException {
        try (TestDatabase db = TestDatabase.create()) {
            BlogModel.create(db);
            Maintenance blog = new Maintenance(db, BlogModel.tables(db)).install(IvmOptions.defaults());
            String role = '"' + db.name() + "_writer\"";
            db.execute(
                    "CREATE ROLE " + role,
                    "GRANT ALL ON tb_user, tb_post, tb_comment, tb_approval TO " + role,
                    "CREATE SCHEMA his AUTHORIZATION " + role);
            try (Connection writer = db.connect();
                    Statement statement = writer.createStatement()) {
                statement.execute("SET ROLE " + role + "; " + TRAPS);
                statement.execute("SET search_path = his, pg_catalog, public");

                for (String write : List.of(
                        "UPDATE public.tb_post SET title = 'one' WHERE id OPERATOR(pg_catalog.=) 1",
                        "UPDATE public.tb_post SET hits = 7 WHERE id OPERATOR(pg_catalog.=) 1",
                        "UPDATE public.tb_post SET title = 'all'",
                        "INSERT INTO public.tb_comment VALUES (1000, 1, 1, 'one'), (1001, 1, 1, 'two')",
                        "DELETE FROM public.tb_comment WHERE id OPERATOR(pg_catalog.=) 1000",
                        "DELETE FROM public.tb_comment",
                        "TRUNCATE public.tb_approval")) {
                    statement.execute(write);
                }

                blog.assertEqual();
            } finally {
                db.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
            }
        }
    }
}
