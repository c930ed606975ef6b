package dev.lockstep.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTest {
    @Test
    void elementsNestAndTextIsEscaped() {
        Html html = Html.of("p").css("a b").add("1 < 2 & \"x\" ").add(Html.of("b", "it's"), Html.of("br"));

        assertThat(html).hasToString("<p class=\"a b\">1 &lt; 2 &amp; &quot;x&quot; <b>it&#39;s</b><br></p>");
    }

    @Test
    void aTextThatIsMarkupStaysText() {
        assertThat(Html.of("td", "</script><img src=x onerror=alert(1)>"))
                .hasToString("<td>&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;</td>");
        assertThat(Html.of("td").set("title", "\" onmouseover=\"alert(1)"))
                .hasToString("<td title=\"&quot; onmouseover=&quot;alert(1)\"></td>");
    }

    @Test
    void charactersThatAreNotSeenAreWrittenAsTheirNumbers() {
        assertThat(Html.escaped("admin\u202Egnp.exe\u2066\u200B\u0000\u001B[31m\uFEFF\r"))
                .isEqualTo("admin\\u202Egnp.exe\\u2066\\u200B\\u0000\\u001B[31m\\uFEFF\\u000D");
        assertThat(Html.escaped("\uD800 is half of a character, 😀 is one"))
                .isEqualTo("\\uD800 is half of a character, 😀 is one");
        assertThat(Html.escaped("Grüße, שלום, \tand\nlines")).isEqualTo("Grüße, שלום, \tand\nlines");
    }

    @Property(tries = 200)
    void noTextEndsAnElementOrAnAttribute(@ForAll String text) {
        assertThat(Html.escaped(text)).doesNotContain("<", ">", "\"", "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"script", "SCRIPT", "style", "iframe", "img", "meta", "foreignObject", "", "a b", "a>", "-x"})
    void elementsThatLoadOrRunSomethingAreRefused(String name) {
        assertThatThrownBy(() -> Html.of(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"onclick", "ONERROR", "style", "srcdoc", "x=y", ""})
    void attributesThatRunSomethingAreRefused(String name) {
        assertThatThrownBy(() -> Html.of("a").set(name, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JaVaScRiPt:alert(1)",
                "java\nscript:alert(1)",
                " javascript:alert(1)",
                "data:text/html,x",
                "https://example.org",
                "//example.org",
                "/\\example.org",
                "\\\\example.org",
                "/etc/passwd"
            })
    void linksThatLeaveThePageAreRefused(String link) {
        assertThatThrownBy(() -> Html.of("a").set("href", link)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"#e41", "#a:b", "mutex.html", "../raft/index.html#Vote", "x.html?a:b"})
    void linksToPlacesBesideThePageArePossible(String link) {
        assertThat(Html.of("a").set("href", link).toString()).contains("href=\"" + link + "\"");
    }

    @Test
    void nothingIsPutIntoATextOrAnEmptyElement() {
        assertThatThrownBy(() -> Html.text("x").add("y")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Html.of("br").add("y")).isInstanceOf(IllegalStateException.class);
    }
}
