package dev.sailplan.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

    private static final AddressGuard PUBLIC = new AddressGuard(List.of());
    private static final AddressGuard OWN = new AddressGuard(List.of("10.1.0.0/16", " fd00:7::/32"));

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException notAnAddress) {
            throw new IllegalArgumentException(text, notAnAddress);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.0",
                "10.255.255.255",
                "100.64.0.0",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.0.1",
                "169.254.169.254",
                "172.16.0.0",
                "172.31.255.255",
                "192.0.0.1",
                "192.0.0.192",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.0",
                "192.168.255.255",
                "198.18.0.0",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.255",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::7f00:1",
                "::127.0.0.1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::ffff:0:127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b::808:808",
                "64:ff9b:1::a00:1",
                "100::1",
                "2001::1",
                "2001:0:7f00:1::",
                "2001:2::1",
                "2001:10::1",
                "2001:20::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "2002:a00:1::1",
                "3fff::1",
                "5f00::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "ff02::1",
                "ff0e::1"
            })
    void whatIsNotPublicIsRefused(String text) {
        assertThat(PUBLIC.allows(address(text), true)).isFalse();
    }

    /** Only who asks for it gets such an address from Java, but then it is one of IPv6. */
    @Test
    void anIpv4AddressInsideIpv6BytesIsJudgedAsWhatItIs() throws UnknownHostException {
        byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xff;
        mapped[11] = (byte) 0xff;
        mapped[12] = 10;
        mapped[15] = 1;
        assertThat(PUBLIC.allows(Inet6Address.getByAddress("host", mapped, 1), true))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "::ffff:1.1.1.1",
                "2001:200::1",
                "2001:4860:4860::8888",
                "2001:db9::1",
                "2003::1",
                "2606:4700::1111",
                "3ffe::1"
            })
    void whatIsPublicMayBeCalledEncryptedOnly(String text) {
        assertThat(PUBLIC.allows(address(text), true)).isTrue();
        assertThat(PUBLIC.allows(address(text), false)).isFalse();
        assertThat(OWN.allows(address(text), false)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.0.0", "10.1.255.255", "::ffff:10.1.2.3", "fd00:7::1"})
    void whatIsInANetworkThatIsNamedMayBeCalled(String text) {
        assertThat(OWN.allows(address(text), true)).isTrue();
        assertThat(OWN.allows(address(text), false)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.255.255", "10.2.0.0", "127.0.0.1", "fd00:8::1", "::1"})
    void otherNetworksAreNotNamedByThat(String text) {
        assertThat(OWN.allows(address(text), true)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "10.0.0.0/33", "localhost", "", "*"})
    void whatIsNoNetworkIsSaidToBeNone(String text) {
        assertThatThrownBy(() -> new AddressGuard(List.of(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sailplan.webhooks.allowed-networks: \"" + text + "\" is not a CIDR");
    }
}
