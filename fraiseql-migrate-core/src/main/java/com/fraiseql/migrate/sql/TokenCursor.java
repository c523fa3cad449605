// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks over a statement's tokens. */
public final class TokenCursor {

    private static final Token NONE = new Token(Token.Kind.PUNCTUATION, "", -1);

    private static final Token[] EMPTY = {};

    private final Token[] tokens;
    private int at;

    public TokenCursor(List<Token> tokens) {
        this.tokens = tokens.isEmpty() ? EMPTY : tokens.toArray(EMPTY);
    }

    public boolean done() {
        return at >= tokens.length;
    }

    public Token peek() {
        return at < tokens.length ? tokens[at] : NONE;
    }

    public Token peek(int ahead) {
        int index = at + ahead;
        return index >= 0 && index < tokens.length ? tokens[index] : NONE;
    }

    /** The token before this one. */
    public Token previous() {
        return peek(-1);
    }

    public Token take() {
        Token token = peek();
        at++;
        return token;
    }

    /** Goes past this keyword if it is next. */
    public boolean accept(String word) {
        boolean accepted = peek().is(word);
        if (accepted) {
            at++;
        }
        return accepted;
    }

    /** Goes past these two keywords if they are next. */
    public boolean accept(String word, String after) {
        boolean accepted = peek().is(word) && peek(1).is(after);
        if (accepted) {
            at += 2;
        }
        return accepted;
    }

    /** Goes past these keywords if they are next, one after the other. */
    public boolean accept(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!peek(i).is(words[i])) {
                return false;
            }
        }
        at += words.length;
        return true;
    }

    public boolean acceptAny(String... words) {
        if (peek().isAny(words)) {
            at++;
            return true;
        }
        return false;
    }

    /** Goes past {@code a.b.c}, and returns its parts. */
    public List<Token> qualifiedName() {
        List<Token> parts = new ArrayList<>();
        while (peek().isName()) {
            Token part = take();
            if (peek().is("UESCAPE") && !peek(1).value().isEmpty()) {
                part = part.escapedWith(peek(1).value().charAt(0));
                at += 2;
            }
            parts.add(part);
            if (!accept(".")) {
                break;
            }
        }
        return parts;
    }

    /** The qualified name that is next, or {@code null} if none is. */
    public @Nullable QualifiedName name() {
        int from = peek().offset();
        List<Token> parts = qualifiedName();
        if (parts.isEmpty()) {
            return null;
        }
        int last = parts.size() - 1;
        String schema = last > 0 ? parts.get(last - 1).name() : null;
        return new QualifiedName(
                schema, parts.get(last).name(), from, previous().end());
    }

    /** A list of names; each may have {@code ONLY} before it, and {@code *} or a parenthesis after it. */
    public List<QualifiedName> names() {
        List<QualifiedName> names = new ArrayList<>();
        do {
            if (peek().is("ONLY") && peek(1).isName()) {
                take();
            }
            boolean parenthesis = accept("(");
            QualifiedName name = name();
            if (name == null) {
                break;
            }
            names.add(name);
            accept("*");
            if (parenthesis) {
                accept(")");
            } else {
                list();
            }
        } while (accept(","));
        return names;
    }

    /** What is left. */
    public List<Token> rest() {
        List<Token> rest = between(at, tokens.length);
        at = tokens.length;
        return rest;
    }

    /** If a parenthesis opens here: goes past its end and returns what is in it, split at its commas. */
    public List<List<Token>> list() {
        List<List<Token>> items = new ArrayList<>();
        if (!accept("(")) {
            return items;
        }
        List<Token> item = new ArrayList<>();
        int depth = 0;
        while (!done()) {
            Token token = take();
            if (depth == 0 && token.is(")")) {
                break;
            }
            if (depth == 0 && token.is(",")) {
                items.add(item);
                item = new ArrayList<>();
                continue;
            }
            depth += step(token);
            item.add(token);
        }
        if (!item.isEmpty()) {
            items.add(item);
        }
        return items;
    }

    private static int step(Token token) {
        if (token.kind() != Token.Kind.PUNCTUATION || token.text().isEmpty()) {
            return 0;
        }
        return switch (token.text().charAt(0)) {
            case '(', '[' -> 1;
            case ')', ']' -> -1;
            default -> 0;
        };
    }

    /** Goes past the next token, or past the whole parenthesis that opens here; returns what was passed. */
    public List<Token> skip() {
        int from = at;
        pass();
        return between(from, at);
    }

    /** Goes past the same as {@link #skip}, and returns nothing. */
    public void pass() {
        int depth = 0;
        do {
            depth += step(take());
        } while (depth > 0 && !done());
    }

    private List<Token> between(int from, int to) {
        int end = Math.min(to, tokens.length);
        return from < end ? List.of(Arrays.copyOfRange(tokens, from, end)) : List.of();
    }

    /** Goes past these keywords wherever they come next outside of parentheses; to the end if they do not. */
    public boolean find(String... words) {
        while (!done()) {
            if (accept(words)) {
                return true;
            }
            pass();
        }
        return false;
    }

    /** Goes past these keywords wherever they come next, in parentheses too; to the end if they do not. */
    public boolean findAnywhere(String... words) {
        while (!done()) {
            if (accept(words)) {
                return true;
            }
            take();
        }
        return false;
    }

    /** What is left, split at the commas outside of parentheses and brackets. */
    public List<List<Token>> clauses() {
        List<List<Token>> clauses = new ArrayList<>();
        List<Token> clause = new ArrayList<>();
        int depth = 0;
        while (!done()) {
            Token token = take();
            if (depth == 0 && token.is(",")) {
                clauses.add(clause);
                clause = new ArrayList<>();
                continue;
            }
            depth += step(token);
            clause.add(token);
        }
        clauses.add(clause);
        return clauses;
    }

    /** Whether any token that is left is one of these keywords. */
    public boolean mentions(String... words) {
        for (int i = at; i < tokens.length; i++) {
            if (tokens[i].isAny(words)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The value of a boolean option such as {@code (CONCURRENTLY false)}, looked up among option items.
     *
     * @return {@code otherwise} if the option is not there; true if it stands there without a value
     */
    public static boolean option(List<List<Token>> items, String name, boolean otherwise) {
        boolean value = otherwise;
        for (List<Token> item : items) {
            if (!item.isEmpty() && item.get(0).isName() && item.get(0).name().equalsIgnoreCase(name)) {
                Token last = item.get(item.size() - 1);
                value = item.size() == 1 || Literals.truth(last.isString() ? last.value() : last.text());
            }
        }
        return value;
    }

    public static boolean has(List<List<Token>> items, String name) {
        return items.stream()
                .anyMatch(item -> !item.isEmpty()
                        && item.get(0).isName()
                        && item.get(0).name().equalsIgnoreCase(name));
    }
}
