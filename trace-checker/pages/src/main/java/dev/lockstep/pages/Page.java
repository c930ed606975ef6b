package dev.lockstep.pages;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/**
 * Builds one HTML file that needs no other. Its colours follow the reader's choice of light or dark, and it can be printed.
 *
 * <p>The page has a content security policy: nothing is loaded from anywhere, and the browser runs only the scripts that {@link #script} was
 * given, which it knows by their SHA-256. Data for scripts is compressed, and written in letters that are no markup.
 */
public final class Page {
    private static final String STYLE = "page.css";

    private final String title;
    private final List<String> styles = new ArrayList<>();
    private final List<String> scripts = new ArrayList<>();
    private final List<Html> body = new ArrayList<>();
    private final Map<String, String> data = new LinkedHashMap<>();
    private boolean connects;

    private Page(String title) {
        this.title = title;
        styles.add(resource(Page.class, STYLE));
    }

    /** Begins a page, with the styles that all pages have. */
    public static Page titled(String title) {
        return new Page(title);
    }

    /** Returns a text that lies beside a class, such as a style or a script. */
    public static String resource(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("there is no " + name + " beside " + beside.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a style of the program's own. It must not be made of data. */
    public Page style(String css) {
        styles.add(requireWhole(css, "</style"));
        return this;
    }

    /** Adds a script of the program's own, which runs when the page is there. It must not be made of data. */
    public Page script(String javascript) {
        scripts.add(requireWhole(javascript, "</script"));
        return this;
    }

    private static String requireWhole(String code, String end) {
        if (code.contains(end) || code.contains("<!--")) {
            throw new IllegalArgumentException("code of a page cannot have " + end + " or <!-- in it");
        }
        return code;
    }

    public Page add(Html... more) {
        body.addAll(List.of(more));
        return this;
    }

    public Page add(Collection<Html> more) {
        body.addAll(more);
        return this;
    }

    /**
     * Adds data for the scripts: {@code await data(id)} in a script gives the text.
     *
     * @param id letters, digits and hyphens
     */
    public Page data(String id, String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        data.put(id, Base64.getEncoder().encodeToString(bytes.toByteArray()));
        return this;
    }

    /** Lets scripts ask the server that the page came from, and no other one. */
    public Page connecting() {
        connects = true;
        return this;
    }

    /** Returns the policy, as its {@code meta} element and a server's header have it. */
    public String policy() {
        return "default-src 'none'; script-src " + hashes(allScripts()) + "; style-src " + hashes(styles)
                + "; connect-src " + (connects ? "'self'" : "'none'") + "; base-uri 'none'; form-action 'none'";
    }

    private List<String> allScripts() {
        List<String> all = new ArrayList<>();
        if (!scripts.isEmpty()) {
            all.add(resource(Page.class, "page.js"));
            all.addAll(scripts);
        }
        return all;
    }

    private static String hashes(List<String> texts) {
        return texts.isEmpty()
                ? "'none'"
                : texts.stream().map(text -> "'sha256-" + sha256(text) + "'").collect(Collectors.joining(" "));
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    /** Returns the file's text, to be written in UTF-8. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        out.append("<meta http-equiv=\"Content-Security-Policy\" content=\"")
                .append(policy())
                .append("\">\n<meta name=\"referrer\" content=\"no-referrer\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
                .append(Html.escaped(title))
                .append("</title>\n");
        styles.forEach(style -> out.append("<style>").append(style).append("</style>\n"));
        out.append("</head>\n<body>\n");
        for (Html each : body) {
            each.write(out);
            out.append('\n');
        }
        data.forEach((id, base64) -> out.append("<script type=\"text/plain\" id=\"")
                .append(Html.escaped(id))
                .append("\">")
                .append(base64)
                .append("</script>\n"));
        allScripts().forEach(script -> out.append("<script>").append(script).append("</script>\n"));
        return out.append("</body>\n</html>\n").toString();
    }
}
