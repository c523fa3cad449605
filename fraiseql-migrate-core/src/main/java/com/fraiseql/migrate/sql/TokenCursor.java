// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks over a statement's tokens. */
public final class TokenCursor {

    private static final Token NONE = new Token(Token.Kind.PUNCTUATION, "", -1);

    private final List<Token> tokens;
    private int at;

    public TokenCursor(List<Token> tokens) {
        this.tokens = tokens;
    }

    public boolean done() {
        return at >= tokens.size();
    }

    public Token peek() {
        return peek(0);
    }

    public Token peek(int ahead) {
        return at + ahead >= 0 && at + ahead < tokens.size() ? tokens.get(at + ahead) : NONE;
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
        List<Token> rest = List.copyOf(tokens.subList(Math.min(at, tokens.size()), tokens.size()));
        at = tokens.size();
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
        if (token.kind() != Token.Kind.PUNCTUATION) {
            return 0;
        }
        return switch (token.text()) {
            case "(", "[" -> 1;
            case ")", "]" -> -1;
            default -> 0;
        };
    }

    /** Goes past the next token, or past the whole parenthesis that opens here; returns what was passed. */
    public List<Token> skip() {
        int from = at;
        int depth = 0;
        do {
            depth += step(take());
        } while (depth > 0 && !done());
        return List.copyOf(tokens.subList(Math.min(from, tokens.size()), Math.min(at, tokens.size())));
    }

    /** Goes past these keywords wherever they come next outside of parentheses; to the end if they do not. */
    public boolean find(String... words) {
        while (!done()) {
            if (accept(words)) {
                return true;
            }
            skip();
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
        for (int i = at; i < tokens.size(); i++) {
            if (tokens.get(i).isAny(words)) {
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
