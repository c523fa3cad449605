// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.draw;

import com.fraiseql.migrate.projection.cascade.CascadeReport;
import com.fraiseql.migrate.projection.cascade.draw.Picture.Arrow;
import com.fraiseql.migrate.projection.cascade.draw.Picture.Kind;
import com.fraiseql.migrate.projection.cascade.draw.Picture.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Pictures as texts that other programs draw. */
public final class GraphText {

    private GraphText() {}

    /** For Graphviz: {@code dot -Tsvg}. */
    public static String dot(CascadeReport report) {
        Picture picture = PictureOfRules.of(report);
        StringBuilder text = new StringBuilder("""
                digraph cascade {
                  rankdir=LR;
                  node [fontname="Helvetica"];
                  edge [fontname="Helvetica", fontsize=10];
                """);
        for (Node node : picture.nodes()) {
            String shape = switch (node.kind()) {
                case TABLE -> "box";
                case PROJECTION -> "component";
                case CACHE -> "cylinder";
            };
            text.append("  ").append(quoted(node.id())).append(" [shape=").append(shape);
            text.append(", label=").append(quoted(node.lines())).append("];\n");
        }
        for (Arrow arrow : picture.arrows()) {
            text.append("  ").append(quoted(arrow.from())).append(" -> ").append(quoted(arrow.to()));
            text.append(arrow.whole() ? " [style=dashed]" : "");
            text.append(arrow.labels().isEmpty() ? "" : " [color=firebrick, label=" + quoted(arrow.labels()) + "]");
            text.append(";\n");
        }
        text.append("  {rank=max;");
        picture.nodes().stream()
                .filter(node -> node.kind() == Kind.CACHE)
                .forEach(node -> text.append(' ').append(quoted(node.id())).append(';'));
        return text.append("}\n}\n").toString();
    }

    private static String quoted(List<String> lines) {
        return quoted(String.join("\n", lines)).replace("\n", "\\n");
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** For Markdown that draws Mermaid. */
    public static String mermaid(CascadeReport report) {
        Picture picture = PictureOfRules.of(report);
        StringBuilder text = new StringBuilder("flowchart LR\n");
        Map<String, String> ids = new HashMap<>();
        for (Node node : picture.nodes()) {
            ids.put(node.id(), "n" + (ids.size() + 1));
            String label = '"' + escaped(String.join("\n", node.lines())) + '"';
            text.append("  ").append(ids.get(node.id()));
            text.append(
                    switch (node.kind()) {
                        case TABLE -> "[" + label + "]";
                        case PROJECTION -> "[[" + label + "]]";
                        case CACHE -> "[(" + label + ")]";
                    });
            text.append('\n');
        }
        for (Arrow arrow : picture.arrows()) {
            text.append("  ").append(ids.get(arrow.from()));
            text.append(arrow.whole() ? " -.-> " : arrow.labels().isEmpty() ? " --> " : " ==> ");
            if (!arrow.labels().isEmpty()) {
                text.append("|\"")
                        .append(escaped(String.join("\n", arrow.labels())))
                        .append("\"| ");
            }
            text.append(ids.get(arrow.to())).append('\n');
        }
        return text.toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("\"", "&quot;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\n", "<br/>");
    }
}
