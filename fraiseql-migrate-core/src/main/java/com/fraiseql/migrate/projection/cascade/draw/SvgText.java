// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.draw;

import com.fraiseql.migrate.projection.cascade.CascadeReport;
import com.fraiseql.migrate.projection.cascade.draw.Picture.Arrow;
import com.fraiseql.migrate.projection.cascade.draw.Picture.Kind;
import com.fraiseql.migrate.projection.cascade.draw.Picture.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A picture as SVG, with nothing that is loaded from elsewhere. */
public final class SvgText {

    private static final double MARGIN = 24;
    private static final double TITLES = 56;
    private static final double LEGEND = 44;
    private static final String EXPLAINED =
            "solid: the keys that the change is linked to    dashed: every key    red: by a foreign key";

    private final Layout layout;
    private final StringBuilder text = new StringBuilder();

    private SvgText(Layout layout) {
        this.layout = layout;
    }

    public static String of(CascadeReport report) {
        return new SvgText(Layout.of(PictureOfRules.of(report))).draw();
    }

    private String draw() {
        double width = Math.max(layout.width(), Layout.width(List.of(EXPLAINED))) + 2 * MARGIN;
        double height = layout.height() + TITLES + LEGEND + MARGIN;
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\" viewBox=\"0 0 %.0f %.0f\""
                        + " role=\"img\" aria-label=\"Cascade rules: tables, views and read tables, caches\">\n",
                width, height, width, height);
        text.append("""
                <style>
                text { font: 12px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; }
                text { fill: #1f2937; }
                .title { font-weight: bold; fill: #64748b; }
                .small { fill: #64748b; }
                .table { fill: #eef4ff; stroke: #3b6fb6; }
                .projection { fill: #fff6e0; stroke: #b7791f; }
                .cache { fill: #e7f6ec; stroke: #2f855a; }
                .reads { fill: none; stroke: #64748b; stroke-width: 1.3; }
                .acts { fill: none; stroke: #b83232; stroke-width: 1.3; }
                .label { fill: #b83232; }
                </style>
                <defs>
                <marker id="reads" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
                <path d="M0 0L8 4L0 8z" fill="#64748b"/></marker>
                <marker id="acts" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
                <path d="M0 0L8 4L0 8z" fill="#b83232"/></marker>
                </defs>
                <rect width="100%" height="100%" rx="8" fill="#ffffff"/>
                """);
        title(Kind.TABLE, "tables");
        title(Kind.PROJECTION, "views and read tables");
        title(Kind.CACHE, "caches");
        layout.routes().forEach(this::arrow);
        layout.columns().forEach(column -> column.forEach(this::node));
        layout.routes().forEach(this::labels);
        add(
                "<text class=\"small\" x=\"%.1f\" y=\"%.1f\" xml:space=\"preserve\">%s</text>\n",
                MARGIN, height - MARGIN, EXPLAINED);
        return text.append("</svg>\n").toString();
    }

    private void title(Kind kind, String title) {
        List<Double> extent = layout.extent(kind);
        if (!extent.isEmpty()) {
            add(
                    "<text class=\"title\" x=\"%.1f\" y=\"30\" text-anchor=\"middle\">%s</text>\n",
                    MARGIN + (extent.get(0) + extent.get(1)) / 2, title);
        }
    }

    private void node(Cell cell) {
        Node node = cell.node();
        if (node == null) {
            return;
        }
        double left = MARGIN + cell.x();
        double top = TITLES + cell.y() - cell.height() / 2;
        add(
                "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"%d\"/>\n",
                node.kind().name().toLowerCase(Locale.ROOT),
                left,
                top,
                cell.width(),
                cell.height(),
                node.kind() == Kind.CACHE ? 14 : 3);
        for (int i = 0; i < node.lines().size(); i++) {
            add(
                    "<text%s x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>\n",
                    i == 0 ? "" : " class=\"small\"",
                    left + cell.width() / 2,
                    top + 7 + Layout.LINE * i + 12.5,
                    escaped(node.lines().get(i)));
        }
    }

    /** Straight within a column, bent between two of them: there is nothing else between columns. */
    private void arrow(Arrow arrow, List<Cell> route) {
        boolean back = isBack(route);
        StringBuilder path = new StringBuilder("M");
        double lastX = 0;
        double lastY = 0;
        for (int i = 0; i < route.size(); i++) {
            Cell cell = route.get(i);
            boolean end = i == 0 || i == route.size() - 1;
            double y = TITLES + cell.y() + (end ? port(route, i, back) : 0);
            double before = MARGIN + (back ? cell.columnRight() : cell.columnLeft());
            double after = MARGIN + (back ? cell.columnLeft() : cell.columnRight());
            double near = MARGIN + cell.x() + (back ? cell.width() : 0);
            double far = MARGIN + cell.x() + (back ? 0 : cell.width());
            if (i == 0) {
                path.append(format("%.1f %.1f", far, y));
            } else {
                double middle = (lastX + before) / 2;
                path.append(format("C%.1f %.1f %.1f %.1f %.1f %.1f", middle, lastY, middle, y, before, y));
            }
            line(path, i == 0 ? far : before, i == route.size() - 1 ? near : after, y);
            lastX = after;
            lastY = y;
        }
        String kind = arrow.labels().isEmpty() ? "reads" : "acts";
        add(
                "<path class=\"%s\" d=\"%s\" marker-end=\"url(#%s)\"%s/>\n",
                kind, path, kind, arrow.whole() ? " stroke-dasharray=\"5 4\"" : "");
    }

    private static void line(StringBuilder path, double from, double to, double y) {
        if (Math.abs(from - to) > 0.1) {
            path.append(format("L%.1f %.1f", to, y));
        }
    }

    private static boolean isBack(List<Cell> route) {
        return route.get(0).column() > route.get(route.size() - 1).column();
    }

    /** Arrows of one node begin and end at places of their own, in the order of what they lead to. */
    private double port(List<Cell> route, int end, boolean back) {
        Cell cell = route.get(end);
        boolean toRight = (end == 0) != back;
        List<Cell> neighbours = new ArrayList<>(toRight ? cell.after() : cell.before());
        neighbours.sort((one, other) -> Double.compare(one.y(), other.y()));
        Cell neighbour = route.get(end == 0 ? 1 : end - 1);
        int place = neighbours.indexOf(neighbour);
        return cell.height() * ((place + 1.0) / (neighbours.size() + 1) - 0.5);
    }

    private void labels(Arrow arrow, List<Cell> route) {
        if (arrow.labels().isEmpty()) {
            return;
        }
        Cell cell = route.get(isBack(route) ? route.size() - 2 : 1);
        double left = MARGIN + cell.x();
        double top = TITLES + cell.y() - cell.height() / 2;
        add(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"#ffffff\"/>\n",
                left, top, cell.width(), cell.height());
        for (int i = 0; i < arrow.labels().size(); i++) {
            add(
                    "<text class=\"label\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>\n",
                    left + cell.width() / 2,
                    top + Layout.LINE * i + 12.5,
                    escaped(arrow.labels().get(i)));
        }
    }

    private void add(String format, Object... values) {
        text.append(format(format, values));
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static String escaped(String value) {
        return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
