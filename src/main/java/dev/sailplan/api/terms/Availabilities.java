package dev.sailplan.api.terms;

import dev.sailplan.document.DidYouMean;
import dev.sailplan.document.FailureKind;
import dev.sailplan.failure.FailureModel;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads how often parts of a deployment are up, kind by kind, and keeps everything that is wrong. */
final class Availabilities {

    /** A decimal number of a length that a person writes; what else Java reads as one is a mistake here. */
    private static final Pattern NUMBER = Pattern.compile("\\d(\\.\\d{0,15})?|\\.\\d{1,15}");

    private static final int LONGEST_SHOWN = 40;

    private final Map<String, FailureKind> kinds = new LinkedHashMap<>();
    private final Set<FailureKind> given = EnumSet.noneOf(FailureKind.class);
    private final List<String> faults = new ArrayList<>();
    private FailureModel model;

    /** Begins with what holds for kinds that are not given. */
    Availabilities(FailureModel defaults) {
        this.model = defaults;
        FailureModel.KINDS.forEach(kind -> kinds.put(kind.toString(), kind));
    }

    /** What was read; what is wrong is left out. */
    FailureModel model() {
        return model;
    }

    /** What is wrong, a sentence each. */
    List<String> faults() {
        return faults;
    }

    /** Reads a kind and a number with a colon between. */
    void add(String written) {
        int colon = written.indexOf(':');
        if (colon < 0) {
            faults.add("%s is not a kind and a number.".formatted(shown(written)));
        } else {
            add(written.substring(0, colon), written.substring(colon + 1));
        }
    }

    void add(String name, String number) {
        FailureKind kind = kinds.get(name);
        if (kind == null) {
            faults.add("There is no kind %s%s.".formatted(shown(name), hint(name)));
        } else if (!given.add(kind)) {
            faults.add("%s is given more than once.".formatted(kind));
        }
        boolean possible = NUMBER.matcher(number).matches() && FailureModel.isPossible(Double.parseDouble(number));
        if (!possible) {
            faults.add("%s of %s is not a number above 0 and at most 1.".formatted(shown(number), shown(name)));
        } else if (kind != null) {
            model = model.with(kind, Double.parseDouble(number));
        }
    }

    private String hint(String name) {
        return DidYouMean.nearest(name, kinds.keySet())
                .map(nearest -> ", did you mean " + nearest)
                .orElse(", there are " + String.join(", ", kinds.keySet()));
    }

    private static String shown(String text) {
        return '"' + (text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…") + '"';
    }
}
