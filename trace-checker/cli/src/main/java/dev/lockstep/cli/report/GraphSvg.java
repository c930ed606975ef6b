package dev.lockstep.cli.report;

import dev.lockstep.checker.search.StateGraph;
import dev.lockstep.checker.trace.Value;
import dev.lockstep.pages.Html;
import dev.lockstep.pages.Page;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkLabel;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * Draws the states of a small model in layers. The way to what is violated is highlighted. Steps that change
 * nothing are not drawn. ELK finds the places: its layered layout is the one of Sugiyama, Tagawa and Toda, 1981.
 */
public final class GraphSvg {
    /** The number of states that are drawn at most. */
    public static final int MOST_STATES = 300;

    /** The number of states up to which each is written out; of more the rest is a title. */
    private static final int WRITTEN_OUT = 60;

    private static final int LETTER = 7;
    private static final int LINE = 15;
    private static final int MOST_LETTERS = 44;
    private static final int MARGIN = 12;

    private final StateGraph graph;
    private final String violated;
    private final Map<ElkNode, Integer> states = new LinkedHashMap<>();
    private final Map<ElkEdge, String> labels = new LinkedHashMap<>();
    private final Map<List<Integer>, String> wrong = new LinkedHashMap<>();
    private final List<ElkNode> nodes = new ArrayList<>();
    private final ElkNode root = ElkGraphUtil.createGraph();
    private final Set<List<Integer>> way = new LinkedHashSet<>();
    private final Set<Integer> onWay = new LinkedHashSet<>();

    private GraphSvg(StateGraph graph, Optional<StateGraph.Behaviour> counterexample) {
        this.graph = graph;
        this.violated = counterexample.map(StateGraph.Behaviour::violated).orElse("");
        counterexample.ifPresent(behaviour -> {
            List<Integer> path = new ArrayList<>(behaviour.states());
            onWay.addAll(path);
            behaviour.loop().ifPresent(back -> path.add(path.get(back)));
            for (int i = 1; i < path.size(); i++) {
                way.add(List.of(path.get(i - 1), path.get(i)));
            }
        });
    }

    /**
     * Returns the drawing, a file of its own.
     *
     * @param counterexample the behaviour that is highlighted; empty: there is none
     */
    public static String of(String title, StateGraph graph, Optional<StateGraph.Behaviour> counterexample) {
        GraphSvg drawing = new GraphSvg(graph, counterexample);
        drawing.layOut();
        return drawing.svg(title);
    }

    private List<String> lines(int state) {
        List<String> lines = new ArrayList<>();
        lines.add(String.valueOf(state + 1));
        graph.states().get(state).values().forEach((variable, value) -> lines.add(cut(variable + " = " + value)));
        return lines;
    }

    private List<String> shown(int state) {
        return graph.states().size() <= WRITTEN_OUT ? lines(state) : List.of(String.valueOf(state + 1));
    }

    private static String cut(String text) {
        return text.length() <= MOST_LETTERS ? text : text.substring(0, MOST_LETTERS - 1) + "…";
    }

    private static int width(String text) {
        return text.length() * LETTER + 2;
    }

    private void layOut() {
        LayoutMetaDataService.getInstance().registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
        root.setProperty(LayeredOptions.DIRECTION, Direction.DOWN);
        root.setProperty(LayeredOptions.EDGE_ROUTING, EdgeRouting.POLYLINE);
        root.setProperty(LayeredOptions.SPACING_NODE_NODE, 18.0);
        root.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 34.0);
        for (int i = 0; i < graph.states().size(); i++) {
            ElkNode node = ElkGraphUtil.createNode(root);
            List<String> lines = shown(i);
            node.setDimensions(
                    16 + lines.stream().mapToInt(GraphSvg::width).max().orElse(0), 10 + lines.size() * LINE);
            states.put(node, i);
            nodes.add(node);
        }
        for (int from = 0; from < graph.states().size(); from++) {
            Map<Integer, Set<String>> to = new TreeMap<>();
            for (StateGraph.Step step : graph.steps(from)) {
                if (!step.violated().isEmpty()) {
                    wrong.put(List.of(from, step.to()), step.violated());
                }
                if (step.to() != from) {
                    to.computeIfAbsent(step.to(), key -> new LinkedHashSet<>()).add(label(step));
                }
            }
            for (Map.Entry<Integer, Set<String>> each : to.entrySet()) {
                ElkEdge edge = ElkGraphUtil.createSimpleEdge(nodes.get(from), nodes.get(each.getKey()));
                String text = String.join(", ", each.getValue());
                labels.put(edge, text);
                if (graph.states().size() <= WRITTEN_OUT || way.contains(List.of(from, each.getKey()))) {
                    ElkLabel label = ElkGraphUtil.createLabel(cut(text), edge);
                    label.setDimensions(width(label.getText()), LINE);
                }
            }
        }
        new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());
    }

    private static String label(StateGraph.Step step) {
        StringBuilder label = new StringBuilder(step.action());
        List<String> names = step.args().values().stream()
                .filter(value -> !(value instanceof Value.Rec))
                .map(value -> value instanceof Value.Str name ? name.value() : value.toString())
                .toList();
        return names.isEmpty()
                ? label.toString()
                : label.append('(').append(String.join(", ", names)).append(')').toString();
    }

    private String svg(String title) {
        int width = (int) Math.ceil(root.getWidth()) + 2 * MARGIN;
        int height = (int) Math.ceil(root.getHeight()) + 2 * MARGIN;
        StringBuilder out = new StringBuilder();
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"")
                .append(width)
                .append("\" height=\"")
                .append(height)
                .append("\" viewBox=\"0 0 ")
                .append(width + " ")
                .append(height)
                .append("\">\n<style>")
                .append(Page.resource(GraphSvg.class, "graph.css"))
                .append("</style>\n");
        out.append(Html.of(
                        "title",
                        title + ": " + graph.states().size() + " states"
                                + (violated.isEmpty() ? "" : ", " + violated + " is violated")))
                .append('\n');
        out.append(Html.of("rect").css("back").set("width", width).set("height", height))
                .append('\n');
        for (ElkEdge edge : root.getContainedEdges()) {
            out.append(edge(edge)).append('\n');
        }
        states.forEach((node, state) -> out.append(node(node, state)).append('\n'));
        return out.append("</svg>\n").toString();
    }

    private Html edge(ElkEdge edge) {
        int from = states.get((ElkNode) edge.getSources().get(0));
        int to = states.get((ElkNode) edge.getTargets().get(0));
        String property = wrong.getOrDefault(List.of(from, to), "");
        Html group = Html.of("g")
                .css("step" + (way.contains(List.of(from, to)) ? " way" : "")
                        + (property.isEmpty() ? "" : " violating"));
        group.add(Html.of(
                "title", labels.getOrDefault(edge, "") + (property.isEmpty() ? "" : "\n" + property + " is violated")));
        for (ElkEdgeSection section : edge.getSections()) {
            List<double[]> points = new ArrayList<>();
            points.add(new double[] {section.getStartX(), section.getStartY()});
            for (ElkBendPoint bend : section.getBendPoints()) {
                points.add(new double[] {bend.getX(), bend.getY()});
            }
            points.add(new double[] {section.getEndX(), section.getEndY()});
            StringBuilder text = new StringBuilder();
            points.forEach(point -> text.append(text.isEmpty() ? "" : " ")
                    .append(at(point[0]))
                    .append(',')
                    .append(at(point[1])));
            group.add(
                    Html.of("polyline").set("points", text.toString()),
                    head(points.get(points.size() - 2), points.get(points.size() - 1)));
        }
        for (ElkLabel label : edge.getLabels()) {
            group.add(
                    Html.of("text", label.getText()).set("x", at(label.getX())).set("y", at(label.getY() + LINE - 4)));
        }
        return group;
    }

    private static long at(double coordinate) {
        return Math.round(coordinate) + MARGIN;
    }

    private static Html head(double[] from, double[] to) {
        double length = Math.max(1, Math.hypot(to[0] - from[0], to[1] - from[1]));
        double dx = (to[0] - from[0]) / length;
        double dy = (to[1] - from[1]) / length;
        double backX = to[0] - 8 * dx;
        double backY = to[1] - 8 * dy;
        return Html.of("polygon")
                .set(
                        "points",
                        at(to[0]) + "," + at(to[1]) + " " + at(backX - 4 * dy) + "," + at(backY + 4 * dx) + " "
                                + at(backX + 4 * dy) + "," + at(backY - 4 * dx));
    }

    private Html node(ElkNode node, int state) {
        StateGraph.State at = graph.states().get(state);
        String css = !at.violated().isEmpty()
                ? "violated"
                : state < graph.initial() ? "initial" : graph.isExpanded(state) ? "state" : "frontier";
        Html group = Html.of("g").css(css + (onWay.contains(state) ? " way" : ""));
        group.add(Html.of(
                "title",
                String.join("\n", lines(state))
                        + (at.violated().isEmpty() ? "" : "\n" + at.violated() + " is violated")));
        group.add(Html.of("rect")
                .set("x", at(node.getX()))
                .set("y", at(node.getY()))
                .set("width", Math.round(node.getWidth()))
                .set("height", Math.round(node.getHeight()))
                .set("rx", 4));
        List<String> lines = shown(state);
        for (int i = 0; i < lines.size(); i++) {
            group.add(Html.of("text", lines.get(i))
                    .set("x", at(node.getX() + 8))
                    .set("y", at(node.getY() + (i + 1) * LINE)));
        }
        return group;
    }
}
