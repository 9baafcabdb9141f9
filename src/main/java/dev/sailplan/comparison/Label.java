package dev.sailplan.comparison;

import dev.sailplan.document.TrafficEndDocument;
import dev.sailplan.document.WaiverDocument;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What people call what has no name. */
final class Label {

    private static final int LONGEST = 63;
    private static final int MOST_SUBJECTS = 3;

    private Label() {}

    /** A text of a document, as long as a name can be. */
    static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    static String of(TrafficEndDocument end) {
        return Stream.of(
                        Stream.ofNullable(end.service()).map(name -> "service " + name),
                        Stream.ofNullable(end.cluster()).map(name -> "cluster " + name),
                        Stream.ofNullable(end.namespace()).map(name -> "namespace " + name))
                .flatMap(name -> name)
                .collect(Collectors.joining(" "));
    }

    static String of(WaiverDocument waiver) {
        String rule = shortened(String.valueOf(waiver.rule()));
        List<String> subjects = waiver.subjects();
        if (subjects == null) {
            return rule;
        }
        String more = subjects.size() > MOST_SUBJECTS ? " and " + (subjects.size() - MOST_SUBJECTS) + " more" : "";
        return subjects.stream()
                .sorted()
                .limit(MOST_SUBJECTS)
                .map(Label::shortened)
                .collect(Collectors.joining(", ", rule + " of ", more));
    }
}
