package dev.lockstep.reading;

import com.github.javaparser.ast.body.TypeDeclaration;
import dev.lockstep.checker.outline.ModuleOutline.Definition;
import dev.lockstep.pages.Html;
import java.util.Map;

/** Writes an action beside its method: a row for each part of them, what belongs together side by side. */
final class ActionRows {
    private final Map<JavaSource, Listing> code;
    private final Places places;
    private final String page;

    /** @param code the listings of the chapter's files */
    ActionRows(Map<JavaSource, Listing> code, Places places, String page) {
        this.code = code;
        this.places = places;
        this.page = page;
    }

    /** @param isFirst whether no other method of the action is before it on the page */
    Html html(Definition action, Listing spec, Links.Implementing implementing, boolean isFirst) {
        SpecClass.ActionMethod method = implementing.action();
        Alignment alignment = Alignment.of(action, implementing.code(), method.method());
        Listing listing = code.get(method.source());
        Html table = Html.of("div").css("action");
        String type = method.method()
                .findAncestor(TypeDeclaration.class)
                .flatMap(each -> ((TypeDeclaration<?>) each).getFullyQualifiedName())
                .orElse("");
        String member = type + "." + method.method().getNameAsString();
        Html heading = Html.of("p").css("names");
        heading.add(Html.of("strong", action.name())).add(" is ");
        String shown = implementing.code().name() + "." + method.method().getNameAsString();
        heading.add(places.code(member, page)
                .map(href -> Html.of("a", shown).set("href", href))
                .orElse(Html.of("span", shown)));
        table.add(heading);
        for (Alignment.Row row : alignment.rows()) {
            boolean isPair = row.hasSpec() && row.hasCode();
            Html div = Html.of("div").css(isPair ? "row both" : "row");
            Html left = Html.of("div").css("left");
            Html right = Html.of("div").css("right");
            if (row.hasSpec()) {
                left.add(spec.html(row.specFrom(), row.specTo(), isFirst));
            }
            if (row.hasCode()) {
                right.add(listing.html(row.codeFrom(), row.codeTo(), false));
            }
            if (!row.shared().isEmpty()) {
                Html tags = Html.of("p").css("tags");
                row.shared().forEach(name -> tags.add(Html.of("span", name)).add(" "));
                right.add(tags);
            }
            table.add(div.add(left, right));
        }
        return table;
    }
}
