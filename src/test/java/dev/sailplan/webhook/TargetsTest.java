package dev.sailplan.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {

    private final Targets targets = new Targets(new AddressGuard(List.of()), TargetsTest::lookup);
    private final Targets own = new Targets(new AddressGuard(List.of("10.1.0.0/16")), TargetsTest::lookup);

    /** Names of public hosts, of private ones, of both, and addresses as the system understands them. */
    private static List<InetAddress> lookup(String host) throws UnknownHostException {
        return switch (host) {
            case "example.com" -> addresses("1.1.1.1", "2606:4700::1111");
            case "intern.example.com" -> addresses("10.1.0.7");
            case "both.example.com" -> addresses("1.1.1.1", "10.1.0.7");
            case "nowhere.example.com" -> throw new UnknownHostException(host);
            default -> HostLookup.SYSTEM.addressesOf(host);
        };
    }

    private static List<InetAddress> addresses(String... texts) throws UnknownHostException {
        InetAddress[] addresses = new InetAddress[texts.length];
        for (int i = 0; i < texts.length; i++) {
            addresses[i] = InetAddress.getByName(texts[i]);
        }
        return List.of(addresses);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com",
                "HTTPS://example.com:8443/a/b?c=d&e=%20f",
                "https://1.1.1.1/",
                "https://[2606:4700::1111]:8443/",
                "https://nowhere.example.com/"
            })
    void takesPublicHostsAndThoseThatCannotBeFoundNow(String url) {
        assertThat(targets.mistakeIn(url)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', begin with https://",
        "example.com, begin with https://",
        "//example.com, begin with https://",
        "http://example.com, begin with https://",
        "ftp://example.com, begin with https://",
        "file:///etc/passwd, begin with https://",
        "https://user@example.com, neither a user nor a fragment",
        "https://user:word@example.com, neither a user nor a fragment",
        "https://example.com@10.0.0.1/, neither a user nor a fragment",
        "https://example.com/#part, neither a user nor a fragment",
        "https://, not a URL",
        "https:///path, no host",
        "https:example.com, no host",
        "https://127.1/, no host",
        "https://2130706433/, no host",
        "https://0x7f000001/, no host",
        "https://127.0.0.1./, no host",
        "https://a_b.example.com/, no host",
        "https://[fe80::1%25eth0]/, no host",
        "https://example.com:0/, port",
        "https://example.com:65536/, port",
        "https://exämple.com/, ASCII",
        "'https://example.com/a b', ASCII",
        "https://example.com/\\, not a URL",
        "https://example.com/%zz, not a URL",
        "https://127.0.0.1/, not public",
        "https://[::1]/, not public",
        "https://[::ffff:10.0.0.1]/, not public",
        "https://localhost/, not public",
        "https://169.254.169.254/latest, not public",
        "https://intern.example.com/, not public",
        "https://both.example.com/, not public"
    })
    void saysWhatIsWrongWithOthers(String url, String words) {
        assertThat(targets.mistakeIn(url))
                .hasValueSatisfying(mistake -> assertThat(mistake).contains(words));
    }

    @Test
    void aUrlHasALimit() {
        assertThat(targets.mistakeIn("https://example.com/" + "a".repeat(1_980)))
                .isEmpty();
        assertThat(targets.mistakeIn("https://example.com/" + "a".repeat(1_981)))
                .hasValueSatisfying(mistake -> assertThat(mistake).contains("2000"));
    }

    @Test
    void networksThatAreNamedMayBeCalledWithoutEncryption() {
        assertThat(own.mistakeIn("http://intern.example.com/")).isEmpty();
        assertThat(own.mistakeIn("https://both.example.com/")).isEmpty();
        assertThat(own.mistakeIn("http://both.example.com/"))
                .hasValueSatisfying(mistake -> assertThat(mistake).contains("only what is can be called with http://"));
        assertThat(own.mistakeIn("http://127.0.0.1/")).isPresent();
    }
}
