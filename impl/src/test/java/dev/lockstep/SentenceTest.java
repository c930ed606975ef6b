package dev.lockstep;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The javadocs of all modules begin with sentences. The test sees words, not grammar. It requires of a first sentence:
 *
 * <ul>
 *   <li>It has 20 words at most, begins with a capital letter, and ends with a period.
 *   <li>It begins with a verb in the third person, one of {@link #VERBS}; or it is a statement: up to its first semicolon or colon it has more
 *       words of {@link #FINITE} than words that begin a clause below it ({@link #CLAUSES}), and does not begin with a word of {@link #BARE}.
 *   <li>A field or constant may be named instead: "The bytes that ...", "Whether ...".
 *   <li>An action of a spec may be told as in the paper: "Phase 1(b): promise ...".
 * </ul>
 *
 * The text of a tag, as of {@code @param}, must not begin with a word of {@link #BARE_IN_TAGS}. A verb that is missing here is to be added.
 */
class SentenceTest {
    private static final Path ROOT = Path.of("..");
    private static final int MOST_WORDS = 20;

    private static final Set<String> VERBS = words("""
            accepts acknowledges acquires adds allows alters answers appends applies asks assigns attaches becomes begins binds blocks bounds breaks
            builds calls cancels captures carries causes chains changes checks chooses clears closes collects combines compares compiles completes
            computes concatenates configures connects contains continues converts coordinates copies corrects counts creates cuts decides declares decodes
            defines delays deletes delivers deploys describes detaches does draws drops duplicates encodes ends enumerates escapes estimates
            evaluates
            exits expects explains fills finds fixes follows forbids forces forgets formats gets gives goes grants groups guards handles hands
            has hears hides holds hosts implements increments initializes inserts is iterates joins judges keeps kills knows learns leaves lets
            links listens lists loads locks logs looks mails maps makes marks matches measures merges mixes moves names narrows normalizes notes numbers
            observes opens orders owns parses passes picks plays prepares prevents prints promises proposes proves provides puts reads receives
            records refers refuses rejects releases remembers removes renames repairs repeats replaces replays reports represents requires
            resets resolves restarts restores retries returns reverts rounds runs saves says searches selects sends serves sets shows shrinks
            signals simulates skips sleeps sorts splits spreads stands starts states steps stops stores swaps syncs takes tears tells tests throws
            ticks traces translates treats tries turns unites unlocks updates uses validates visits votes waits wakes walks weaves wraps writes
            """);
    private static final Set<String> FINITE = words("""
            is are was were has have had does do did can cannot could may might must shall should will would
            adds asks becomes begins belongs compares consists costs deletes depends describes finds gets gives goes happens holds hosts keeps
            knows leads leaves loses needs parses puts releases removes says stays takes tells
            """);
    private static final Set<String> CLAUSES = words("""
            after as because before how if since than that unless until what whatever when where wherever whether which while who whoever whom
            whose
            """);
    private static final Set<String> BARE = words("""
            as by from how in none not null of on that to what when where whether which who whom whose why with without
            """);
    private static final Set<String> BARE_IN_TAGS = words("as from in it of on that to with");
    private static final Set<String> NAMING =
            words("a all an any both each every for no one some the these this three two whether");

    @Test
    void everyJavadocOfTheMainSourcesBeginsWithASentence() throws Exception {
        List<Path> modules;
        try (Stream<Path> folders = Files.walk(ROOT, 2)) {
            modules = folders.map(folder -> folder.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .toList();
        }
        assertThat(modules).hasSizeGreaterThanOrEqualTo(8);
        List<Source> sources = new ArrayList<>();
        for (Path module : modules) {
            try (Stream<Path> files = Files.walk(module)) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".java")).toList()) {
                    sources.add(new Source(module.relativize(file), Files.readString(file)));
                }
            }
        }

        Javadocs javadocs = new Javadocs();
        javadocs.read(sources);

        assertThat(javadocs.count).isGreaterThan(2000);
        assertThat(javadocs.wrong).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Returns the value.",
                "Holds a value; null: there is none.",
                "The values must differ.",
                "{@link Object} is what it is."
            })
    void whatIsASentenceIsLeftAlone(String text) throws IOException {
        assertThat(wrong("/** " + text + " */ class Canary {}")).isEmpty();
        assertThat(wrong("class Canary { /** " + text + " */ void method() {} }"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A trace that is read.|no verb",
                "What is said of it.|no verb",
                "Of several specs.|no verb",
                "The value; null: there is none.|no verb",
                "Whether it is so.|no verb",
                "returns the value.|no capital letter",
                "Returns the value|no period",
                "Returns one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
                        + "eighteen nineteen twenty.|21 words",
            })
    void whatIsNoneIsFound(String text, String wrong) throws IOException {
        String found = "Canary.java:1: " + wrong + ": " + text;
        assertThat(wrong("/** " + text + " */ class Canary {}")).containsExactly(found);
        assertThat(wrong("/** " + text + " */ package canary;")).containsExactly(found);
        assertThat(wrong("class Canary { /** " + text + " */ void method() {} }"))
                .containsExactly(found);
        assertThat(wrong("record Canary() { /** " + text + " */ Canary {} }")).containsExactly(found);
    }

    @Test
    void aFieldMayBeNamedAndAnActionToldAsInThePaper() throws IOException {
        assertThat(wrong("class Canary { /** The bytes that are read. */ int x; }"))
                .isEmpty();
        assertThat(wrong("class Canary { /** What is read. */ int x; }"))
                .containsExactly("Canary.java:1: no verb: What is read.");
        assertThat(wrong("class Canary { @Action\n/** Phase 1: promise. */ @Action void x() {} }"))
                .isEmpty();
        assertThat(wrong("class Canary { /** Phase 1: promise. */ void x() {} }"))
                .containsExactly("Canary.java:1: no verb: Phase 1: promise.");
    }

    @Test
    void onlyTheFirstSentenceCountsAndInitialsEndNone() throws IOException {
        assertThat(wrong("/** Follows L. Lamport, 1978. Of this nothing is required. */ class Canary {}"))
                .isEmpty();
    }

    @Test
    void theTextOfATagBeginsWithNoBarePreposition() throws IOException {
        assertThat(wrong("/** @param name of the class */ record Canary(String name) {}"))
                .containsExactly("Canary.java:1: no noun: @param name of the class");
        assertThat(wrong("/** @param name the name of the class */ record Canary(String name) {}"))
                .isEmpty();
    }

    private static List<String> wrong(String source) throws IOException {
        Javadocs javadocs = new Javadocs();
        javadocs.read(List.of(new Source(Path.of("Canary.java"), source)));
        return javadocs.wrong;
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.strip().split("\\s+")).collect(Collectors.toSet());
    }

    private static final class Javadocs {
        private static final Pattern INLINE = Pattern.compile("\\{@\\w+\\s+((?:[^{}]|\\{[^{}]*\\})*)\\}");
        private static final Pattern END =
                Pattern.compile("(?<!(?:^|[\\s(])[A-Z])[.!?](?=\\s|$)|(?=<p>|<ul>|<ol>|<pre>)");
        private static final Pattern TAG =
                Pattern.compile("(?m)^\\s*(@(?:param\\s+\\S+|throws\\s+\\S+|return)\\s+(\\w+)[^\\n]*)");

        private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        private final List<String> wrong = new ArrayList<>();
        private int count;

        void read(List<Source> sources) throws IOException {
            JavacTask task = (JavacTask) compiler.getTask(null, null, null, List.of("-proc:none"), null, sources);
            DocTrees trees = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new Scan(trees, unit).scan(unit, null);
            }
        }

        private void check(String where, String text, boolean mayBeNamed, boolean isAction) {
            count++;
            Matcher tags = TAG.matcher(text);
            while (tags.find()) {
                if (BARE_IN_TAGS.contains(tags.group(2))) {
                    wrong.add(where + "no noun: " + tags.group(1).strip());
                }
            }
            String sentence = firstSentence(text);
            if (sentence.isEmpty() || sentence.startsWith("{@inheritDoc")) {
                return;
            }
            String complaint = complaint(sentence, mayBeNamed, isAction);
            if (complaint != null) {
                wrong.add(where + complaint + ": " + sentence);
            }
        }

        /** Returns the sentence as it is written, with blanks for line breaks. */
        private static String firstSentence(String text) {
            String description = text.replaceAll("(?ms)^\\s*@(?:param|return|throws|see)\\b.*", "")
                    .strip()
                    .replaceAll("\\s+", " ");
            // an inline tag is as long as before, and has nothing in it that ends a sentence
            String masked = INLINE.matcher(description)
                    .replaceAll(tag -> "X".repeat(tag.group().length()));
            Matcher end = END.matcher(masked);
            return end.find() ? description.substring(0, end.end()).strip() : description;
        }

        private static String complaint(String sentence, boolean mayBeNamed, boolean isAction) {
            String plain = INLINE.matcher(sentence).replaceAll("X");
            List<String> words = List.of(plain.split("\\s+"));
            if (!Character.isUpperCase(plain.charAt(0))) {
                return "no capital letter";
            }
            if (!plain.matches(".*[.!?]")) {
                return "no period";
            }
            if (words.size() > MOST_WORDS) {
                return words.size() + " words";
            }
            return isAction || hasVerb(plain, mayBeNamed) ? null : "no verb";
        }

        private static boolean hasVerb(String plain, boolean mayBeNamed) {
            List<String> words = lower(plain);
            String first = words.get(0);
            if (VERBS.contains(first) || mayBeNamed && NAMING.contains(first)) {
                return true;
            }
            List<String> main = lower(plain.split("[;:](?=\\s|$)", 2)[0]);
            return !BARE.contains(first)
                    && main.stream().skip(1).filter(FINITE::contains).count()
                            > main.stream().filter(CLAUSES::contains).count();
        }

        private static List<String> lower(String text) {
            return Arrays.stream(text.split("\\s+"))
                    .map(word -> word.replaceAll("[^\\w']", "").toLowerCase(Locale.ROOT))
                    .toList();
        }

        private final class Scan extends TreePathScanner<Void, Void> {
            private final DocTrees trees;
            private final CompilationUnitTree unit;

            Scan(DocTrees trees, CompilationUnitTree unit) {
                this.trees = trees;
                this.unit = unit;
            }

            @Override
            public Void visitPackage(PackageTree node, Void none) {
                check(false, false);
                return super.visitPackage(node, none);
            }

            @Override
            public Void visitClass(ClassTree node, Void none) {
                check(false, false);
                return super.visitClass(node, none);
            }

            @Override
            public Void visitMethod(MethodTree node, Void none) {
                check(false, isAction(node.getModifiers()));
                return super.visitMethod(node, none);
            }

            @Override
            public Void visitVariable(VariableTree node, Void none) {
                check(true, false);
                return super.visitVariable(node, none);
            }

            private boolean isAction(ModifiersTree modifiers) {
                return modifiers.getAnnotations().stream()
                        .anyMatch(each -> each.getAnnotationType().toString().equals("Action"));
            }

            private void check(boolean mayBeNamed, boolean isAction) {
                String text = trees.getDocComment(getCurrentPath());
                if (text != null) {
                    long at = trees.getSourcePositions()
                            .getStartPosition(unit, getCurrentPath().getLeaf());
                    String file = Path.of(unit.getSourceFile().getName())
                            .getFileName()
                            .toString();
                    Javadocs.this.check(
                            file + ":" + unit.getLineMap().getLineNumber(at) + ": ", text, mayBeNamed, isAction);
                }
            }
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(Path path, String text) {
            super(URI.create("string:///" + path.toString().replace('\\', '/')), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
