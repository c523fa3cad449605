// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade;

/** How rules are shown. */
public enum CascadeFormat {
    /** For a person. */
    TEXT,
    /** For programs, and for a rule file in a repository ({@code FORMATS.md}). */
    JSON,
    /** A picture for Graphviz. */
    DOT,
    /** A picture for Markdown. */
    MERMAID,
    /** A picture. */
    SVG
}
