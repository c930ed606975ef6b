package dev.lockstep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** A link in a javadoc that leads nowhere fails the build: the compiler is called here as the build calls it. */
class DoclintTest {
    private static final Path ROOT = Path.of("..");

    @Test
    void aLinkThatLeadsNowhereIsAnErrorEvenOfAPrivateMember() throws Exception {
        assertThat(errors("/** Is like {@link Missing}. */ class Canary {}")).containsExactly("1: reference not found");
        assertThat(errors("class Canary {\n/** Calls {@link #missing}. */\nprivate int x;\n}"))
                .containsExactly("2: reference not found");
    }

    @Test
    void aParameterThatIsDescribedAndDoesNotExistIsAnError() throws Exception {
        assertThat(errors("class Canary {\n/** @param missing no such thing */\nvoid x(int there) {}\n}"))
                .containsExactly("2: @param name not found");
    }

    @Test
    void aLinkThatLeadsSomewhereIsNone() throws Exception {
        assertThat(errors("/** Is like {@link String}, and has {@link #x}. */ class Canary {\nprivate int x;\n}"))
                .isEmpty();
    }

    @Test
    void noModuleHasOptionsOfItsOwn() throws Exception {
        List<Path> poms;
        try (Stream<Path> files = Files.walk(ROOT, 3)) {
            poms = files.filter(file -> file.endsWith("pom.xml")).toList();
        }
        assertThat(poms).hasSizeGreaterThan(5);
        for (Path pom : poms) {
            assertThat(parse(pom).getElementsByTagName("compilerArgs").getLength())
                    .as("%s", pom)
                    .isEqualTo(pom.equals(ROOT.resolve("pom.xml")) ? 1 : 0);
        }
    }

    /** Returns the errors that the compiler reports for this source: the line, and what is wrong there. */
    private static List<String> errors(String source) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        List<String> options = new ArrayList<>(options());
        options.add("-proc:none");
        options.add("-d");
        options.add(Files.createTempDirectory("doclint").toString());
        compiler.getTask(new StringWriter(), null, found, options, null, List.of(new Source(source)))
                .call();
        return found.getDiagnostics().stream()
                .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                .map(each -> each.getLineNumber() + ": " + each.getMessage(Locale.ROOT))
                .toList();
    }

    /** Returns the options that the build gives to the compiler. */
    private static List<String> options() throws Exception {
        NodeList options = parse(ROOT.resolve("pom.xml")).getElementsByTagName("arg");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < options.getLength(); i++) {
            texts.add(options.item(i).getTextContent());
        }
        return texts;
    }

    private static Document parse(Path pom) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///Canary.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) throws IOException {
            return text;
        }
    }
}
