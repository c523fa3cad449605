// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random scripts that PostgreSQL's grammar accepts, together with the statements that they are made of. */
final class RandomScripts {

    /** A statement and where it starts. */
    record Piece(String text, int line, int column) {}

    private static final String[] VALUES = {
        "'a'",
        "'it''s; '",
        "'\\'",
        "E'\\';'",
        "e'a\\\\'",
        "E'x'\n  '\\';'",
        "$$;'$$",
        "$a$ $$ ; $b$ $a$",
        "$é$;$é$",
        "B'01'",
        "X'ff'",
        "N'x;'",
        "U&'\\0041;'",
        "1e5",
        ".5",
        "a$b",
        "\"a;\"\"b\"",
        "(1 + (2))",
        "(SELECT ';')",
        "/* ; /* ' */ */ 3",
        "4 -- ; '\n",
        "5 /***/",
        "'{}'::jsonb ? 'a;'",
        "a[1:2]",
        "CASE WHEN true THEN ';' END",
        "x.y",
        "- -1",
        "'é😀'",
        "'a' -- c\n 'b;'",
        "'--'",
        "'/*'",
        "$$--$$",
        "1 OPERATOR(pg_catalog.+) 2",
        "E'\\\\'"
    };
    private static final String[] GAPS = {" ", "\n", "\t\n  ", " /* ; */ ", " -- ; $$ '\n", "\r\n", " ", " "};
    private static final String[] BETWEEN = {"", "\n", "\n\n", " ", "-- c; '\n", "/* ; */", "\r\n", ";", "\n-- é😀\n  "
    };

    private final Random random;

    RandomScripts(long seed) {
        this.random = new Random(seed);
    }

    String script(List<Piece> pieces) {
        StringBuilder script = new StringBuilder();
        int count = 1 + random.nextInt(8);
        for (int i = 0; i < count; i++) {
            script.append(pick(BETWEEN));
            String text = statement();
            String before = script.toString().replace("\r\n", "\n");
            int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
            String last = before.substring(before.lastIndexOf('\n') + 1);
            pieces.add(new Piece(text, line, 1 + last.codePointCount(0, last.length())));
            script.append(text);
            boolean end = i == count - 1 && random.nextBoolean();
            script.append(end ? "" : random.nextInt(4) == 0 ? pick(GAPS) + ";" : ";");
        }
        return script.append(pick(BETWEEN)).toString();
    }

    private String statement() {
        return switch (random.nextInt(6)) {
            case 0 ->
                "CREATE" + gap() + (random.nextBoolean() ? "OR REPLACE" + gap() : "") + "FUNCTION f(a text DEFAULT "
                        + value() + ") RETURNS text BEGIN" + gap() + "ATOMIC" + gap() + body() + "END";
            case 1 ->
                "CREATE RULE r AS ON INSERT TO t DO ALSO (SELECT" + gap() + value() + "; SELECT" + gap() + value()
                        + ")";
            case 2 -> "INSERT INTO t VALUES (" + value() + "," + gap() + value() + ")";
            case 3 ->
                "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS" + gap() + "$body$ BEGIN; ATOMIC '; END; $body$";
            case 4 -> "CREATE TABLE atomic (begin_atomic int," + gap() + "\"end\" int)";
            default -> "SELECT" + gap() + value() + gap() + "," + gap() + value();
        };
    }

    private String body() {
        StringBuilder body = new StringBuilder();
        for (int i = random.nextInt(3); i >= 0; i--) {
            body.append("SELECT")
                    .append(gap())
                    .append(value())
                    .append(gap())
                    .append(random.nextBoolean() ? "AS end" : "")
                    .append(";")
                    .append(gap());
        }
        return body.toString();
    }

    private String value() {
        return pick(VALUES);
    }

    private String gap() {
        return pick(GAPS);
    }

    private String pick(String[] from) {
        return from[random.nextInt(from.length)];
    }

    static List<Piece> none() {
        return new ArrayList<>();
    }
}
