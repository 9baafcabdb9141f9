package dev.sailplan.rule;

import dev.sailplan.finding.Severity;
import dev.sailplan.profile.Profile;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is known about a rule without running it.
 *
 * @param code three letters and three digits
 * @param name in kebab case
 * @param severity the severity its violations have unless they say otherwise
 * @param sometimes further severities they can have
 * @param summary what must hold
 * @param message what is wrong, with placeholders
 * @param remedy what to do about it
 * @param source where Istio, or this format, says so
 * @param reads the facts on which its answer depends, as paths of fields, sorted
 * @param adjustable whether a profile may change its severity or turn it off
 * @param waivable whether its findings can be waived
 * @param since the version of Sailplan that introduced it
 */
public record RuleDescription(
        String code,
        String name,
        Severity severity,
        List<Severity> sometimes,
        String summary,
        String message,
        String remedy,
        String source,
        List<String> reads,
        boolean adjustable,
        boolean waivable,
        String since) {

    private static final Pattern CODE = Pattern.compile("[A-Z]{3}[0-9]{3}");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

    public RuleDescription {
        sometimes = List.copyOf(sometimes);
        reads = reads.stream().sorted().toList();
        require(CODE.matcher(code).matches(), code, "the code is not three letters and three digits");
        require(NAME.matcher(name).matches(), code, "the name is not in kebab case");
        require(!summary.isBlank() && !summary.endsWith("."), code, "the summary is empty or ends with a full stop");
        require(!message.isBlank() && !message.endsWith("."), code, "the message is empty or ends with a full stop");
        require(remedy.endsWith("."), code, "the remedy is not a sentence");
        require(!sometimes.contains(severity), code, "its severity is named twice");
    }

    static RuleDescription of(Rule rule) {
        RuleInfo info = rule.getClass().getAnnotation(RuleInfo.class);
        if (info == null) {
            throw new IllegalArgumentException(rule.getClass().getName() + " has no @RuleInfo");
        }
        return new RuleDescription(
                info.code(),
                info.name(),
                info.severity(),
                Arrays.asList(info.sometimes()),
                info.summary(),
                info.message(),
                info.remedy(),
                info.source(),
                Arrays.asList(info.reads()),
                !(rule instanceof DocumentRule),
                !(rule instanceof DocumentRule || rule instanceof WaiverRule),
                info.since());
    }

    /** The names of the facts its message uses. */
    public List<String> placeholders() {
        return PLACEHOLDER
                .matcher(message)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** The message with its placeholders replaced. */
    String render(Map<String, String> facts) {
        return PLACEHOLDER.matcher(message).replaceAll(match -> {
            String value = facts.get(match.group(1));
            require(
                    value != null,
                    code,
                    "the message uses {" + match.group(1) + "}, the violation has " + facts.keySet());
            return Matcher.quoteReplacement(String.valueOf(value));
        });
    }

    /** Whether a profile leaves none of its findings, whatever their severity. */
    boolean isOff(Profile profile) {
        return adjustable
                && Stream.concat(Stream.of(severity), sometimes.stream())
                        .allMatch(own -> profile.severityOf(code, own).isEmpty());
    }

    /** The severity of a violation. */
    Severity severityOf(Violation violation) {
        Severity own = violation.severity();
        if (own == null) {
            return severity;
        }
        require(own == severity || sometimes.contains(own), code, "a violation is " + own + ", which is not described");
        return own;
    }

    private static void require(boolean holds, String code, String problem) {
        if (!holds) {
            throw new IllegalArgumentException(code + ": " + problem);
        }
    }
}
