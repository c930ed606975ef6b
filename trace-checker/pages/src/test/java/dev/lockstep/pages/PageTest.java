package dev.lockstep.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class PageTest {
    private static String sha256(String text) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    }

    @Test
    void thePolicyNamesEachScriptAndStyleByItsHash() throws Exception {
        Page page = Page.titled("t").style("p{color:red}").script("console.log(1)");
        String html = page.toString();

        Matcher code =
                Pattern.compile("<(script|style)>(.*?)</\\1>", Pattern.DOTALL).matcher(html);
        int count = 0;
        while (code.find()) {
            assertThat(page.policy()).contains(sha256(code.group(2)));
            count++;
        }
        assertThat(count).isEqualTo(4); // the shell's own and the page's
        assertThat(page.policy())
                .startsWith("default-src 'none';")
                .contains("connect-src 'none'; base-uri 'none'; form-action 'none'")
                .doesNotContain("unsafe")
                .doesNotContain(sha256("console.log(2)"));
        assertThat(html).contains("<meta http-equiv=\"Content-Security-Policy\" content=\"" + page.policy() + "\">");
    }

    @Test
    void aPageWithoutScriptsRunsNone() {
        String html = Page.titled("t").add(Html.of("p", "x")).toString();

        assertThat(html).contains("script-src 'none'").doesNotContain("<script");
    }

    @Test
    void titleAndDataAreNoMarkup() throws Exception {
        String hostile = "</title></script><script>alert(1)</script>";
        String html = Page.titled(hostile).data("trace", hostile).toString();

        assertThat(html).contains("<title>&lt;/title&gt;").doesNotContain("alert(1)</script>");
        Matcher data = Pattern.compile("<script type=\"text/plain\" id=\"trace\">([A-Za-z0-9+/=]*)</script>")
                .matcher(html);
        assertThat(data.find()).isTrue();
        byte[] bytes = Base64.getDecoder().decode(data.group(1));
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(hostile);
        }
    }

    @Test
    void codeThatEndsItsElementIsRefused() {
        assertThatThrownBy(() -> Page.titled("t").script("x = '</script>'"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Page.titled("t").style("</style>")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPageOfAServerAsksThisServerAlone() {
        assertThat(Page.titled("t").connecting().policy()).contains("connect-src 'self';");
    }
}
