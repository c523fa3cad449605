// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.testsupport;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A random migration with a rollback section, whose statements write into a journal.
 *
 * @param up the statements in their order
 * @param down those of the rollback
 */
public record RandomFile(List<Piece> up, List<Piece> down) {

    /** What a database needs before: one statement each. */
    public static final List<String> SETUP = List.of(
            "CREATE TABLE public.journal (id bigint GENERATED ALWAYS AS IDENTITY, way text, line text)",
            "CREATE TABLE public.control (name text PRIMARY KEY, ok int)",
            "CREATE TABLE public.t (a int, b int)",
            "CREATE SCHEMA s1",
            "CREATE SCHEMA s2",
            "CREATE FUNCTION public.note(way text, name text) RETURNS void LANGUAGE sql AS $$ INSERT INTO "
                    + "public.journal (way, line) VALUES (way, name || ' ' || current_setting('search_path') || ' ' || "
                    + "COALESCE(current_setting('app.x', true), '') || ' ' || current_setting('work_mem')) $$");

    /**
     * A statement.
     *
     * @param name how its lines in the journal begin
     * @param lines the first words of its lines in the journal
     * @param rest for a procedure that was killed after its first commit: what completes it
     */
    public record Piece(String name, String sql, List<String> lines, String rest) {}

    /** The procedures that the file calls, and the rows of those that are to fail at first. */
    public List<String> procedures() {
        List<String> statements = new ArrayList<>();
        for (List<Piece> pieces : List.of(up, down)) {
            String way = pieces == up ? "up" : "down";
            for (Piece piece : pieces) {
                if (piece.sql().startsWith("CALL")) {
                    statements.add("CREATE PROCEDURE public.p_" + way + piece.name()
                            + "() LANGUAGE plpgsql AS $$ BEGIN PERFORM public.note('" + way + "', '" + piece.name()
                            + ".1'); COMMIT; PERFORM pg_sleep(0.01); PERFORM public.note('" + way + "', '"
                            + piece.name()
                            + ".2'); END $$");
                }
                if (piece.sql().contains("public.control")) {
                    statements.add("INSERT INTO public.control VALUES ('" + way + piece.name() + "', 0)");
                }
            }
        }
        return statements;
    }

    /** The file's text. */
    public String text() {
        StringBuilder text = new StringBuilder();
        up.forEach(piece -> text.append(piece.sql()).append(";\n"));
        text.append("\n-- Rollback:\n");
        down.forEach(piece -> text.append("-- ").append(piece.sql()).append(";\n"));
        return text.toString();
    }

    public static RandomFile of(Random random) {
        return new RandomFile(pieces(random, "up"), pieces(random, "down"));
    }

    private static List<Piece> pieces(Random random, String way) {
        List<Piece> pieces = new ArrayList<>();
        int count = 3 + random.nextInt(12);
        boolean transaction = false;
        for (int i = 0; i < count; i++) {
            String name = String.format("%s%02d", "n", i);
            int kind = random.nextInt(14);
            if (!transaction && random.nextInt(8) == 0) {
                pieces.add(silent("BEGIN"));
                transaction = true;
            }
            if (kind == 0 && !transaction) {
                pieces.add(new Piece(
                        name,
                        "CALL public.p_" + way + name + "()",
                        List.of(name + ".1", name + ".2"),
                        "SELECT public.note('" + way + "', '" + name + ".2')"));
            } else if (kind == 1 && !transaction) {
                pieces.add(silent("CREATE INDEX CONCURRENTLY " + way + "_" + name + " ON public.t (a, b)"));
            } else if (kind == 2 && !transaction) {
                pieces.add(silent("VACUUM public.t"));
            } else if (kind == 3) {
                pieces.add(silent("SET search_path = s" + (1 + random.nextInt(2)) + ", public"));
            } else if (kind == 4) {
                pieces.add(silent("SET app.x = '" + name + "'"));
            } else if (kind == 5) {
                pieces.add(silent("SET work_mem = '" + (1 + random.nextInt(9)) + "MB'"));
            } else if (kind == 6) {
                pieces.add(silent("RESET ALL"));
            } else if (kind == 7) {
                pieces.add(noted(
                        name,
                        "WITH w AS (SELECT public.note('" + way + "', '" + name + "') AS n)"
                                + " SELECT set_config('app.x', 'w" + name + "', false) FROM w"));
            } else if (kind == 8) {
                pieces.add(noted(
                        name,
                        "SELECT public.note('" + way + "', '" + name + "') FROM public.control WHERE name = '" + way
                                + name + "' AND 1 / ok = 1"));
            } else if (kind == 9 && transaction) {
                pieces.add(silent("SAVEPOINT s"));
                pieces.add(silent("SET app.x = 'never'"));
                pieces.add(silent("ROLLBACK TO SAVEPOINT s"));
            } else if (kind == 10 && transaction) {
                pieces.add(silent("COMMIT"));
                transaction = false;
            } else {
                pieces.add(noted(name, "SELECT public.note('" + way + "', '" + name + "')"));
            }
        }
        if (transaction) {
            pieces.add(silent("COMMIT"));
        }
        return pieces;
    }

    private static Piece silent(String sql) {
        return new Piece("-", sql, List.of(), "");
    }

    private static Piece noted(String name, String sql) {
        return new Piece(name, sql, List.of(name), "");
    }
}
