package dev.sailplan.document;

import dev.sailplan.address.AddressRange;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The forms a text can be required to have. */
public enum TextForm {
    /** RFC 1123 label, as Kubernetes names its objects. */
    DNS_LABEL(
            "a DNS label: lower-case letters, digits and '-', at most 63",
            "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$",
            text -> Labels.isLabel(text, Labels.LOWER, Labels.LOWER_OR_DASH)),
    /** A DNS label that may hold capitals, as Istio's default cluster name {@code Kubernetes} does. */
    CLUSTER_NAME(
            "a cluster name: letters, digits and '-', at most 63",
            "^[A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?$",
            text -> Labels.isLabel(text, Labels.ALPHANUMERIC, Labels.ALPHANUMERIC_OR_DASH)),
    /** The value of a Kubernetes label. */
    LABEL_VALUE(
            "a label value: letters, digits, '-', '_' and '.', at most 63",
            "^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$",
            text -> Labels.isLabel(text, Labels.ALPHANUMERIC, Labels.LABEL)),
    /** A SPIFFE trust domain, which Istio wants to be DNS labels. */
    TRUST_DOMAIN(
            "a trust domain such as cluster.local",
            "^[a-zA-Z0-9]([-_a-zA-Z0-9]{0,61}[a-zA-Z0-9])?(\\.[a-zA-Z0-9]([-_a-zA-Z0-9]{0,61}[a-zA-Z0-9])?)*$",
            text -> Labels.areLabels(text, '.', Labels.ALPHANUMERIC, Labels.LABEL)),
    /** The name of something, or a text that has to say something. */
    NOT_EMPTY("a text that is not empty", "^[\\s\\S]+$", text -> !text.isEmpty()),
    /** The name of a service inside its mesh. */
    NAMESPACED_NAME(
            "a service as namespace/name",
            "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?/[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$",
            text -> text.indexOf('/') == text.lastIndexOf('/')
                    && text.indexOf('/') > 0
                    && Labels.areLabels(text, '/', Labels.LOWER, Labels.LOWER_OR_DASH)),
    /** An IP address, or a host name. */
    HOST("an IP address or a host name", null, TextForm::isHost),
    /** The addresses of one endpoint: IPs separated by one space, or a host name. */
    ENDPOINT("IP addresses of one endpoint separated by a space, or a host name", null, TextForm::isEndpoint);

    private static final int LONGEST_HOST = 253;

    private final String words;
    private final @Nullable String pattern;
    private final Predicate<String> test;

    TextForm(String words, @Nullable String pattern, Predicate<String> test) {
        this.words = words;
        this.pattern = pattern;
        this.test = test;
    }

    /** What the form is, to complete "is not …". */
    public String words() {
        return words;
    }

    /** The form as an anchored regular expression, if one says it all. */
    public @Nullable String pattern() {
        return pattern;
    }

    public boolean accepts(String text) {
        return test.test(text);
    }

    private static boolean isHost(String text) {
        return AddressRange.isAddress(text) || isHostName(text);
    }

    /** An all-numeric name is a mistyped address, not a host. */
    private static boolean isHostName(String text) {
        String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        return name.length() <= LONGEST_HOST
                && !name.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'))
                && Labels.areLabels(name, '.', Labels.HOST_EDGE, Labels.HOST_INNER);
    }

    private static boolean isEndpoint(String text) {
        if (text.indexOf(' ') < 0) {
            return isHost(text);
        }
        for (String address : text.split(" ", -1)) {
            if (!AddressRange.isAddress(address)) {
                return false;
            }
        }
        return true;
    }
}
