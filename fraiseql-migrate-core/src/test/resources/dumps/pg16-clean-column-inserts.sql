--
-- PostgreSQL database dump
--

\restrict Xq3eKb7Ynv9aTz0LrWc2Hs8UfJd5MgPi6OoBt1EkQwRyVxZlCnSuAhDjFpGmI4N

-- Dumped from database version 16.10
-- Dumped by pg_dump version 16.10

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

DROP POLICY IF EXISTS "pol" ON "app"."users";
DROP TRIGGER IF EXISTS "tr" ON "app"."users";
DROP RULE IF EXISTS "r" ON "app"."v";
DROP INDEX IF EXISTS "app"."ix";
DROP INDEX IF EXISTS "app"."ev_n_idx";
ALTER TABLE IF EXISTS ONLY "app"."users" DROP CONSTRAINT IF EXISTS "users_pkey";
ALTER TABLE IF EXISTS "app"."users" DROP CONSTRAINT IF EXISTS "ck";
SELECT pg_catalog.lo_unlink(oid) FROM pg_catalog.pg_largeobject_metadata WHERE oid = '4711';
DROP VIEW IF EXISTS "app"."v";
DROP SEQUENCE IF EXISTS "app"."sq";
DROP MATERIALIZED VIEW IF EXISTS "app"."mv";
DROP TABLE IF EXISTS "app"."evd";
DROP TABLE IF EXISTS "app"."ev1";
DROP TABLE IF EXISTS "app"."ev";
DROP TABLE IF EXISTS "Odd ""Schema"" é"."Täble; --";
DROP FUNCTION IF EXISTS "app"."trg"();
DROP PROCEDURE IF EXISTS "app"."p"(INOUT "x" integer);
DROP TABLE IF EXISTS "app"."users";
DROP FUNCTION IF EXISTS "app"."g"("a" integer);
DROP FUNCTION IF EXISTS "app"."f"("a" integer);
DROP TYPE IF EXISTS "app"."mood";
DROP DOMAIN IF EXISTS "app"."email";
DROP SCHEMA IF EXISTS "app";
DROP SCHEMA IF EXISTS "Odd ""Schema"" é";
--
-- Name: Odd "Schema" é; Type: SCHEMA; Schema: -; Owner: postgres
--

CREATE SCHEMA "Odd ""Schema"" é";


ALTER SCHEMA "Odd ""Schema"" é" OWNER TO "postgres";

--
-- Name: app; Type: SCHEMA; Schema: -; Owner: postgres
--

CREATE SCHEMA "app";


ALTER SCHEMA "app" OWNER TO "postgres";

--
-- Name: SCHEMA "public"; Type: COMMENT; Schema: -; Owner: pg_database_owner
--

COMMENT ON SCHEMA "public" IS 'standard public schema';


--
-- Name: email; Type: DOMAIN; Schema: app; Owner: postgres
--

CREATE DOMAIN "app"."email" AS "text"
	CONSTRAINT "email_check" CHECK ((VALUE ~ '^[^@;]+@.+$'::"text"));


ALTER DOMAIN "app"."email" OWNER TO "postgres";

--
-- Name: mood; Type: TYPE; Schema: app; Owner: postgres
--

CREATE TYPE "app"."mood" AS ENUM (
    'sad',
    'it''s ok',
    'happy;'
);


ALTER TYPE "app"."mood" OWNER TO "postgres";

--
-- Name: f(integer); Type: FUNCTION; Schema: app; Owner: postgres
--

CREATE FUNCTION "app"."f"("a" integer) RETURNS integer
    LANGUAGE "plpgsql"
    AS $_$
DECLARE
    x text := $q$a;b$q$;
BEGIN
    -- Rollback:
    IF a > 1 THEN
        RETURN CASE WHEN a = 2 THEN 1 ELSE 2 END;
    END IF;
    RETURN 0;
END
$_$;


ALTER FUNCTION "app"."f"("a" integer) OWNER TO "postgres";

--
-- Name: g(integer); Type: FUNCTION; Schema: app; Owner: postgres
--

CREATE FUNCTION "app"."g"("a" integer) RETURNS integer
    LANGUAGE "sql"
    BEGIN ATOMIC
 SELECT
         CASE
             WHEN ("a" > 1) THEN 1
             ELSE 2
         END AS "case";
 SELECT ("a" + 1);
END;


ALTER FUNCTION "app"."g"("a" integer) OWNER TO "postgres";

SET default_tablespace = '';

SET default_table_access_method = "heap";

--
-- Name: users; Type: TABLE; Schema: app; Owner: postgres
--

CREATE TABLE "app"."users" (
    "id" bigint NOT NULL,
    "mail" "app"."email" NOT NULL,
    "m" "app"."mood" DEFAULT 'it''s ok'::"app"."mood",
    "data" "jsonb" DEFAULT '{"a": "b;c"}'::"jsonb",
    "big" "text",
    "low" "text" GENERATED ALWAYS AS ("lower"("big")) STORED,
    "tags" "text"[],
    "Quoted ""col;" integer,
    "b" "bytea"
);


ALTER TABLE "app"."users" OWNER TO "postgres";

--
-- Name: TABLE "users"; Type: COMMENT; Schema: app; Owner: postgres
--

COMMENT ON TABLE "app"."users" IS 'it''s a; comment -- with
\. and $$ and /* not */ "stuff"
-- Rollback:
DROP TABLE x;';


--
-- Name: p(integer); Type: PROCEDURE; Schema: app; Owner: postgres
--

CREATE PROCEDURE "app"."p"(INOUT "x" integer)
    LANGUAGE "sql"
    BEGIN ATOMIC
 INSERT INTO "app"."users" ("mail")
   VALUES ('z@z;'::"text");
 SELECT "x" AS "x";
END;


ALTER PROCEDURE "app"."p"(INOUT "x" integer) OWNER TO "postgres";

--
-- Name: trg(); Type: FUNCTION; Schema: app; Owner: postgres
--

CREATE FUNCTION "app"."trg"() RETURNS "trigger"
    LANGUAGE "plpgsql"
    AS $$BEGIN NEW.big := coalesce(NEW.big, 'x;'); RETURN NEW; END$$;


ALTER FUNCTION "app"."trg"() OWNER TO "postgres";

--
-- Name: Täble; --; Type: TABLE; Schema: Odd "Schema" é; Owner: postgres
--

CREATE TABLE "Odd ""Schema"" é"."Täble; --" (
    "select" "text" DEFAULT 'x;y'::"text"
);


ALTER TABLE "Odd ""Schema"" é"."Täble; --" OWNER TO "postgres";

--
-- Name: ev; Type: TABLE; Schema: app; Owner: postgres
--

CREATE TABLE "app"."ev" (
    "at" "date" NOT NULL,
    "n" integer
)
PARTITION BY RANGE ("at");


ALTER TABLE "app"."ev" OWNER TO "postgres";

--
-- Name: ev1; Type: TABLE; Schema: app; Owner: postgres
--

CREATE TABLE "app"."ev1" (
    "at" "date" NOT NULL,
    "n" integer
);


ALTER TABLE "app"."ev1" OWNER TO "postgres";

--
-- Name: evd; Type: TABLE; Schema: app; Owner: postgres
--

CREATE TABLE "app"."evd" (
    "at" "date" NOT NULL,
    "n" integer
);


ALTER TABLE "app"."evd" OWNER TO "postgres";

--
-- Name: mv; Type: MATERIALIZED VIEW; Schema: app; Owner: postgres
--

CREATE MATERIALIZED VIEW "app"."mv" AS
 SELECT "count"(*) AS "n"
   FROM "app"."users"
  WITH NO DATA;


ALTER TABLE "app"."mv" OWNER TO "postgres";

--
-- Name: sq; Type: SEQUENCE; Schema: app; Owner: postgres
--

CREATE SEQUENCE "app"."sq"
    START WITH 5
    INCREMENT BY 3
    NO MINVALUE
    MAXVALUE 100
    CACHE 1
    CYCLE;


ALTER TABLE "app"."sq" OWNER TO "postgres";

--
-- Name: users_id_seq; Type: SEQUENCE; Schema: app; Owner: postgres
--

ALTER TABLE "app"."users" ALTER COLUMN "id" ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME "app"."users_id_seq"
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: v; Type: VIEW; Schema: app; Owner: postgres
--

CREATE VIEW "app"."v" AS
 SELECT "users"."id",
    "users"."big",
        CASE
            WHEN ("users"."id" > 1) THEN 'a;'::"text"
            ELSE 'b'::"text"
        END AS "c"
   FROM "app"."users";


ALTER TABLE "app"."v" OWNER TO "postgres";

--
-- Name: ev1; Type: TABLE ATTACH; Schema: app; Owner: postgres
--

ALTER TABLE ONLY "app"."ev" ATTACH PARTITION "app"."ev1" FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');


--
-- Name: evd; Type: TABLE ATTACH; Schema: app; Owner: postgres
--

ALTER TABLE ONLY "app"."ev" ATTACH PARTITION "app"."evd" DEFAULT;


--
-- Name: 4711; Type: BLOB; Schema: -; Owner: postgres
--

SELECT pg_catalog.lo_create('4711');


ALTER LARGE OBJECT 4711 OWNER TO "postgres";

--
-- Data for Name: Täble; --; Type: TABLE DATA; Schema: Odd "Schema" é; Owner: postgres
--

INSERT INTO "Odd ""Schema"" é"."Täble; --" ("select") VALUES
	('-- Rollback:'),
	('a
-- Rollback:
DROP TABLE x;'),
	('\connect x');
INSERT INTO "Odd ""Schema"" é"."Täble; --" ("select") VALUES
	('\.'),
	('--'),
	('/*');
INSERT INTO "Odd ""Schema"" é"."Täble; --" ("select") VALUES
	('$$;'),
	(''),
	(NULL);


--
-- Data for Name: ev1; Type: TABLE DATA; Schema: app; Owner: postgres
--

INSERT INTO "app"."ev1" ("at", "n") VALUES
	('2020-12-31', 1);


--
-- Data for Name: evd; Type: TABLE DATA; Schema: app; Owner: postgres
--

INSERT INTO "app"."evd" ("at", "n") VALUES
	('2021-01-01', 2);


--
-- Data for Name: users; Type: TABLE DATA; Schema: app; Owner: postgres
--

INSERT INTO "app"."users" ("id", "mail", "m", "data", "big", "tags", "Quoted ""col;", "b") VALUES
	(1, 'a@x', 'sad', '{"u": "é😀", "k;": "line\n\\tab"}', 'back\slash	tab
newline; ''quote'' \.', '{"a,b","c\"d",NULL}', NULL, '\x00ff5c'),
	(2, 'b@x', 'happy;', NULL, NULL, NULL, NULL, NULL),
	(3, 'c@x', NULL, '{}', '', '{}', NULL, '\x');
INSERT INTO "app"."users" ("id", "mail", "m", "data", "big", "tags", "Quoted ""col;", "b") VALUES
	(4, 'd@x', NULL, '{}', '\.', '{}', NULL, '\x'),
	(5, 'e@x', NULL, '{}', '\N', '{}', NULL, '\x'),
	(6, 'f@x', NULL, '{}', 'crlf
end $$;$$ $1 ? ${x}', '{}', NULL, '\x');


--
-- Name: sq; Type: SEQUENCE SET; Schema: app; Owner: postgres
--

SELECT pg_catalog.setval('"app"."sq"', 5, true);


--
-- Name: users_id_seq; Type: SEQUENCE SET; Schema: app; Owner: postgres
--

SELECT pg_catalog.setval('"app"."users_id_seq"', 1, false);


--
-- Data for Name: BLOBS; Type: BLOBS; Schema: -; Owner: -
--

BEGIN;

SELECT pg_catalog.lo_open('4711', 131072);
SELECT pg_catalog.lowrite(0, '\x4142435c3b');
SELECT pg_catalog.lo_close(0);

COMMIT;

--
-- Name: users ck; Type: CHECK CONSTRAINT; Schema: app; Owner: postgres
--

ALTER TABLE "app"."users"
    ADD CONSTRAINT "ck" CHECK ((("id" > '-1'::integer) AND ("big" <> '	;'::"text"))) NOT VALID;


--
-- Name: users users_pkey; Type: CONSTRAINT; Schema: app; Owner: postgres
--

ALTER TABLE ONLY "app"."users"
    ADD CONSTRAINT "users_pkey" PRIMARY KEY ("id");


--
-- Name: ev_n_idx; Type: INDEX; Schema: app; Owner: postgres
--

CREATE INDEX "ev_n_idx" ON ONLY "app"."ev" USING "btree" ("n");


--
-- Name: ev1_n_idx; Type: INDEX; Schema: app; Owner: postgres
--

CREATE INDEX "ev1_n_idx" ON "app"."ev1" USING "btree" ("n");


--
-- Name: evd_n_idx; Type: INDEX; Schema: app; Owner: postgres
--

CREATE INDEX "evd_n_idx" ON "app"."evd" USING "btree" ("n");


--
-- Name: ix; Type: INDEX; Schema: app; Owner: postgres
--

CREATE INDEX "ix" ON "app"."users" USING "gin" ("data");


--
-- Name: ev1_n_idx; Type: INDEX ATTACH; Schema: app; Owner: postgres
--

ALTER INDEX "app"."ev_n_idx" ATTACH PARTITION "app"."ev1_n_idx";


--
-- Name: evd_n_idx; Type: INDEX ATTACH; Schema: app; Owner: postgres
--

ALTER INDEX "app"."ev_n_idx" ATTACH PARTITION "app"."evd_n_idx";


--
-- Name: v r; Type: RULE; Schema: app; Owner: postgres
--

CREATE RULE "r" AS
    ON DELETE TO "app"."v" DO INSTEAD ( UPDATE "app"."users" SET "big" = 'x;'::"text"
  WHERE ("users"."id" = "old"."id");
 DELETE FROM "app"."users"
  WHERE ("users"."id" = "old"."id");
);


--
-- Name: users tr; Type: TRIGGER; Schema: app; Owner: postgres
--

CREATE TRIGGER "tr" BEFORE UPDATE ON "app"."users" FOR EACH ROW WHEN (("old"."big" IS DISTINCT FROM 'a;b'::"text")) EXECUTE FUNCTION "app"."trg"();


--
-- Name: users pol; Type: POLICY; Schema: app; Owner: postgres
--

CREATE POLICY "pol" ON "app"."users" FOR SELECT USING (("big" <> 'x;y'::"text"));


--
-- Name: users; Type: ROW SECURITY; Schema: app; Owner: postgres
--

ALTER TABLE "app"."users" ENABLE ROW LEVEL SECURITY;

--
-- Name: FUNCTION "f"("a" integer); Type: ACL; Schema: app; Owner: postgres
--

REVOKE ALL ON FUNCTION "app"."f"("a" integer) FROM PUBLIC;


--
-- Name: mv; Type: MATERIALIZED VIEW DATA; Schema: app; Owner: postgres
--

REFRESH MATERIALIZED VIEW "app"."mv";


--
-- PostgreSQL database dump complete
--

\unrestrict Xq3eKb7Ynv9aTz0LrWc2Hs8UfJd5MgPi6OoBt1EkQwRyVxZlCnSuAhDjFpGmI4N

