import java.awt.Font;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.gephi.graph.api.Column;
import org.gephi.graph.api.Edge;
import org.gephi.graph.api.Element;
import org.gephi.graph.api.Graph;
import org.gephi.graph.api.GraphController;
import org.gephi.graph.api.GraphModel;
import org.gephi.graph.api.Node;
import org.gephi.io.exporter.api.ExportController;
import org.gephi.io.exporter.preview.SVGExporter;
import org.gephi.io.importer.api.Container;
import org.gephi.io.importer.api.ImportController;
import org.gephi.io.importer.api.Issue;
import org.gephi.io.importer.api.Report;
import org.gephi.io.processor.plugin.DefaultProcessor;
import org.gephi.preview.api.PreviewController;
import org.gephi.preview.api.PreviewModel;
import org.gephi.preview.api.PreviewProperties;
import org.gephi.preview.api.PreviewProperty;
import org.gephi.project.api.ProjectController;
import org.gephi.project.api.Workspace;
import org.openide.util.Lookup;

/**
 * Imports each file as Gephi Desktop does (auto-scale on) and prints what it holds then, one tab-separated line a fact;
 * the test compares. A path that ends in .svg is not read: the preview of the graph
 * read before it is drawn there (Gephi draws PNG on a screen only).
 */
public class Gephi {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    public static void main(String[] paths) throws Exception {
        ProjectController projects = Lookup.getDefault().lookup(ProjectController.class);
        projects.newProject();
        for (String path : paths) {
            if (path.endsWith(".svg")) {
                draw(new File(path));
                continue;
            }
            Workspace workspace = projects.newWorkspace(projects.getCurrentProject());
            projects.openWorkspace(workspace);
            read(new File(path), workspace);
        }
        System.exit(0);
    }

    private static void read(File file, Workspace workspace) throws Exception {
        say("file", file.getName());
        ImportController importer = Lookup.getDefault().lookup(ImportController.class);
        Container container = importer.importFile(file);
        say("autoscale", container.getUnloader().isAutoScale());
        issues(container.getReport());
        DefaultProcessor processor = new DefaultProcessor();
        importer.process(container, processor, workspace);
        issues(processor.getReport());
        GraphModel model = Lookup.getDefault().lookup(GraphController.class).getGraphModel(workspace);
        Graph graph = model.getGraph();
        say("graph", graph.getNodeCount(), graph.getEdgeCount(), model.isUndirected(), model.isMultiGraph(), model.isDynamic());
        if (model.isDynamic()) {
            say("time", (long) model.getTimeBounds().getLow(), (long) model.getTimeBounds().getHigh());
        }
        for (Node node : sorted(graph)) {
            say("node", node.getId(), node.getLabel(), node.x(), node.y(), node.size(),
                Math.round(node.r() * 255), Math.round(node.g() * 255), Math.round(node.b() * 255));
            values(node);
        }
        for (Edge edge : graph.getEdges().toArray()) {
            say("edge", edge.getId(), edge.getSource().getId(), edge.getTarget().getId(), edge.getWeight(),
                edge.getLabel(), edge.isDirected());
            values(edge);
        }
    }

    /** What the import dialog lists, without its remarks of level INFO. To be asked before processing, which clears it. */
    private static void issues(Report report) {
        for (Issue issue : report == null ? List.<Issue>of() : report.getIssuesList(10_000)) {
            if (issue.getLevel() != Issue.Level.INFO) {
                say("issue", issue.getLevel(), issue.getMessage());
            }
        }
    }

    private static Node[] sorted(Graph graph) {
        Node[] nodes = graph.getNodes().toArray();
        Arrays.sort(nodes, (a, b) -> Integer.compare(number(a), number(b)));
        return nodes;
    }

    private static int number(Node node) {
        return Integer.parseInt(node.getId().toString().substring(1));
    }

    private static void values(Element element) {
        for (Column column : element.getTable()) {
            Object value = element.getAttribute(column);
            if (value != null && !column.isProperty()) {
                say("value", element.getId(), column.getTitle(), value);
            }
        }
    }

    private static void say(Object... parts) {
        OUT.println(Arrays.stream(parts).map(String::valueOf).collect(Collectors.joining("\t")));
    }

    private static void draw(File picture) throws Exception {
        PreviewController previews = Lookup.getDefault().lookup(PreviewController.class);
        PreviewModel model = previews.getModel();
        PreviewProperties properties = model.getProperties();
        properties.putValue(PreviewProperty.SHOW_NODE_LABELS, true);
        properties.putValue(PreviewProperty.NODE_LABEL_PROPORTIONAL_SIZE, false);
        properties.putValue(PreviewProperty.NODE_LABEL_FONT, new Font("Noto Sans CJK SC", Font.PLAIN, 64));
        properties.putValue(PreviewProperty.NODE_LABEL_OUTLINE_SIZE, 8f);
        properties.putValue(PreviewProperty.NODE_LABEL_OUTLINE_OPACITY, 90f);
        properties.putValue(PreviewProperty.NODE_BORDER_WIDTH, 0f);
        properties.putValue(PreviewProperty.EDGE_CURVED, false);
        properties.putValue(PreviewProperty.EDGE_OPACITY, 50f);
        properties.putValue(PreviewProperty.EDGE_THICKNESS, 4f);
        properties.putValue(PreviewProperty.MARGIN, 12f);
        previews.refreshPreview();
        ExportController exporter = Lookup.getDefault().lookup(ExportController.class);
        SVGExporter svg = (SVGExporter) exporter.getExporter("svg");
        svg.setWorkspace(Lookup.getDefault().lookup(ProjectController.class).getCurrentWorkspace());
        exporter.exportFile(picture, svg);
        say("picture", picture.length());
    }
}
