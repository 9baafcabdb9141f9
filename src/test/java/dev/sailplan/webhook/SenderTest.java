package dev.sailplan.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.sailplan.webhook.Answer.Result;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the sender does over real connections. */
@Timeout(120)
class SenderTest {

    private static final AddressGuard NOTHING = new AddressGuard(List.of());
    private static final AddressGuard THIS_MACHINE = new AddressGuard(List.of("127.0.0.0/8", "::1/128"));
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final String PASSWORD = "a password";

    /** The head of a record of TLS that would have 16 KiB. */
    private static final String BEGINNING_OF_A_HANDSHAKE = "\u0016\u0003\u0003@\u0000\u0002";

    private final List<AutoCloseable> open = new ArrayList<>();

    /** How connections to servers that never end by themselves ended. */
    private final Queue<Exception> endings = new ConcurrentLinkedQueue<>();

    private Receiver receiver = new Receiver();

    @TempDir
    private Path folder;

    @BeforeEach
    void open() {
        open.add(receiver);
    }

    @AfterEach
    void close() throws Exception {
        Collections.reverse(open);
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.add(resource);
        return resource;
    }

    private Sender sender(AddressGuard guard, HostLookup lookup, Duration timeout) throws Exception {
        return opened(new Sender(guard, lookup, SSLContext.getDefault(), timeout, 2));
    }

    private Sender sender() throws Exception {
        return sender(THIS_MACHINE, HostLookup.SYSTEM, LONG);
    }

    private static Answer send(Sender sender, String url) {
        return sender.send(URI.create(url), "{}", Map.of("webhook-id", "change-1"));
    }

    @Test
    void sendsABodyWithItsHeaders() throws Exception {
        assertThat(send(sender(), receiver.url())).isEqualTo(new Answer(Result.DELIVERED, 204, null));

        Receiver.Received received = receiver.next();
        assertThat(received.body()).isEqualTo("{}");
        assertThat(received.header("Content-Type")).startsWith("application/json");
        assertThat(received.header("User-Agent")).isEqualTo("Sailplan");
        assertThat(received.id()).isEqualTo("change-1");
    }

    @Test
    void followsNoRedirect() throws Exception {
        receiver.reply(307, Map.of("Location", receiver.url() + "/elsewhere", "Retry-After", "7"));

        assertThat(send(sender(), receiver.url())).isEqualTo(new Answer(Result.REJECTED, 307, "7"));
        assertThat(receiver.next().path()).isEqualTo("/hook");
        assertThat(receiver.waiting()).isZero();
    }

    @Test
    void keepsNoCookieAndNoConnection() throws Exception {
        receiver.reply(200, Map.of("Set-Cookie", "a=b"));
        Sender sender = sender();
        send(sender, receiver.url());
        send(sender, receiver.url());

        assertThat(receiver.next().header("Connection")).isEqualTo("close");
        assertThat(receiver.next().headers()).doesNotContainKey("Cookie");
    }

    @Test
    void usesNoProxy() throws Exception {
        Receiver proxy = opened(new Receiver());
        List<String> names = List.of("http.proxyHost", "http.proxyPort", "http.nonProxyHosts");
        System.setProperty("http.proxyHost", "127.0.0.1");
        System.setProperty("http.proxyPort", String.valueOf(proxy.port()));
        System.setProperty("http.nonProxyHosts", "");
        try {
            send(sender(), receiver.url());
        } finally {
            names.forEach(System::clearProperty);
        }
        assertThat(receiver.next().path()).isEqualTo("/hook");
        assertThat(proxy.waiting()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1",
                "2130706433",
                "localhost",
                "0.0.0.0",
                "[::1]",
                "[::]",
                "[::ffff:127.0.0.1]",
                "[0:0:0:0:0:ffff:7f00:1]"
            })
    void refusesThisMachineHoweverItIsWritten(String host) throws Exception {
        for (String scheme : List.of("https", "http")) {
            assertThat(send(
                            sender(NOTHING, HostLookup.SYSTEM, LONG),
                            scheme + "://" + host + ":" + receiver.port() + "/hook"))
                    .as("%s over %s", host, scheme)
                    .isEqualTo(new Answer(Result.FORBIDDEN, null, null));
        }
        assertThat(receiver.waiting()).isZero();
    }

    /** Also those the system would take for no address at all. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.0.0.1.",
                "127.1",
                "0177.0.0.1",
                "0x7f.0.0.1",
                "0x7f000001",
                "2130706433",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "[fe80::1%25lo]",
                "localhost",
                "localhost."
            })
    void everyHostIsLookedUpAndLookedAt(String host) throws Exception {
        List<String> asked = new ArrayList<>();
        HostLookup lookup = name -> {
            asked.add(name);
            return List.of(InetAddress.getLoopbackAddress());
        };

        assertThat(send(sender(NOTHING, lookup, LONG), "https://" + host + ":" + receiver.port()))
                .isEqualTo(new Answer(Result.FORBIDDEN, null, null));
        assertThat(asked).hasSize(1);
    }

    @Test
    void aNameThatHasOtherAddressesThanWhenItWasRegisteredIsRefused() throws Exception {
        Iterator<InetAddress> answers = List.of(InetAddress.getByName("1.1.1.1"), InetAddress.getLoopbackAddress())
                .iterator();
        HostLookup rebinding = host -> List.of(answers.next());
        String url = "https://rebinding.example.com:" + receiver.port() + "/hook";

        assertThat(new Targets(NOTHING, rebinding).mistakeIn(url)).isEmpty();
        assertThat(send(sender(NOTHING, rebinding, LONG), url).result()).isEqualTo(Result.FORBIDDEN);
        assertThat(answers.hasNext()).isFalse();
        assertThat(receiver.waiting()).isZero();
    }

    @Test
    void oneForbiddenAddressAmongOthersIsEnough() throws Exception {
        HostLookup both = host -> List.of(InetAddress.getByName("1.1.1.1"), InetAddress.getLoopbackAddress());

        assertThat(send(sender(NOTHING, both, LONG), "https://both.example.com/")
                        .result())
                .isEqualTo(Result.FORBIDDEN);
    }

    @Test
    void theAddressThatWasLookedAtIsTheOneThatIsCalled() throws Exception {
        HostLookup here = host -> List.of(InetAddress.getLoopbackAddress());

        assertThat(send(sender(THIS_MACHINE, here, LONG), "http://nowhere.invalid:" + receiver.port() + "/hook")
                        .result())
                .isEqualTo(Result.DELIVERED);
        assertThat(receiver.next().header("Host")).isEqualTo("nowhere.invalid:" + receiver.port());
    }

    @Test
    void whatIsNotThereIsUnreachable() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        HostLookup none = host -> {
            throw new UnknownHostException(host);
        };

        assertThat(send(sender(), "http://127.0.0.1:" + closed)).isEqualTo(new Answer(Result.UNREACHABLE, null, null));
        assertThat(send(sender(THIS_MACHINE, none, LONG), "https://nowhere.invalid/"))
                .isEqualTo(new Answer(Result.UNREACHABLE, null, null));
    }

    /** A server that does as it likes with each connection. */
    private interface Conduct {
        void with(InputStream in, OutputStream out) throws Exception;
    }

    private String serve(Conduct conduct, String scheme) throws IOException {
        ServerSocket server = opened(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        Thread thread = new Thread(() -> serve(conduct, server));
        thread.setDaemon(true);
        thread.start();
        return scheme + "://127.0.0.1:" + server.getLocalPort() + "/";
    }

    private void serve(Conduct conduct, ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                conduct.with(socket.getInputStream(), socket.getOutputStream());
            } catch (Exception brokenOff) {
                endings.add(brokenOff);
            }
        }
    }

    private static void trickle(OutputStream out, String first) throws Exception {
        out.write(first.getBytes(StandardCharsets.ISO_8859_1));
        while (true) {
            out.write('a');
            out.flush();
            Thread.sleep(20);
        }
    }

    @Test
    void whoAnswersByteByByteDoesNotHoldIt() throws Exception {
        String url = serve((in, out) -> trickle(out, "HTTP/1.1 200 OK\r\nX: "), "http");

        assertThat(send(sender(THIS_MACHINE, HostLookup.SYSTEM, SHORT), url))
                .isEqualTo(new Answer(Result.TIMEOUT, null, null));
    }

    @Test
    void whoEncryptsByteByByteDoesNotHoldIt() throws Exception {
        String url = serve((in, out) -> trickle(out, BEGINNING_OF_A_HANDSHAKE), "https");

        assertThat(send(sender(THIS_MACHINE, HostLookup.SYSTEM, SHORT), url).result())
                .isEqualTo(Result.TIMEOUT);
    }

    @Test
    void whoSaysNothingDoesNotHoldIt() throws Exception {
        for (String scheme : List.of("http", "https")) {
            String url = serve((in, out) -> in.readAllBytes(), scheme);

            assertThat(send(sender(THIS_MACHINE, HostLookup.SYSTEM, SHORT), url).result())
                    .isEqualTo(Result.TIMEOUT);
        }
    }

    @Test
    void aNameThatTakesTooLongIsNotConnectedToAfterwards() throws Exception {
        HostLookup slow = host -> {
            try {
                Thread.sleep(SHORT.multipliedBy(3).toMillis());
                return List.of(InetAddress.getLoopbackAddress());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new UnknownHostException(host);
            }
        };
        String trickling = serve((in, out) -> trickle(out, BEGINNING_OF_A_HANDSHAKE), "https");

        assertThat(send(sender(THIS_MACHINE, slow, SHORT), trickling).result()).isEqualTo(Result.TIMEOUT);
        assertThat(send(sender(THIS_MACHINE, slow, SHORT), receiver.url()).result())
                .isEqualTo(Result.TIMEOUT);
        assertThat(receiver.waiting()).isZero();
    }

    @Test
    void theBodyOfAnAnswerIsNotRead() throws Exception {
        String endless = serve((in, out) -> trickle(out, "HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n"), "http");

        Sender sender = sender();
        for (int more = 1; more <= 5; more++) {
            assertThat(send(sender, endless)).isEqualTo(new Answer(Result.DELIVERED, 200, null));
        }
        assertThat(endings).as("the client hung up each time before").hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void anAnswerWithoutEndIsNone() throws Exception {
        String headers = serve(
                (in, out) -> {
                    out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
                    while (true) {
                        out.write("X: a\r\n".getBytes(StandardCharsets.US_ASCII));
                    }
                },
                "http");
        String line = serve(
                (in, out) -> {
                    while (true) {
                        out.write("HTTP/1.1 200 OK".getBytes(StandardCharsets.US_ASCII));
                    }
                },
                "http");

        assertThat(send(sender(), headers).result()).isEqualTo(Result.UNREACHABLE);
        assertThat(send(sender(), line).result()).isEqualTo(Result.UNREACHABLE);
    }

    @Test
    void onlyWhoIsWhoItShouldBeIsToldAnything() throws Exception {
        KeyStore right = keys("right", "IP:127.0.0.1");
        KeyStore wrong = keys("wrong", "DNS:other.example.com");
        String itself = serve(right);
        String other = serve(wrong);

        assertThat(send(opened(new Sender(THIS_MACHINE, HostLookup.SYSTEM, trusting(right), LONG, 2)), itself)
                        .result())
                .isEqualTo(Result.DELIVERED);
        assertThat(send(sender(), itself)).isEqualTo(new Answer(Result.UNTRUSTED, null, null));
        assertThat(send(opened(new Sender(THIS_MACHINE, HostLookup.SYSTEM, trusting(wrong), LONG, 2)), other)
                        .result())
                .as("it has the name of somebody else")
                .isEqualTo(Result.UNTRUSTED);
    }

    private KeyStore keys(String name, String alternative) throws Exception {
        Path file = folder.resolve(name + ".p12");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-ext",
                "san=" + alternative,
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString());
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static SSLContext trusting(KeyStore keys) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(keys);
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private String serve(KeyStore keys) throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(trusting(keys)));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        AutoCloseable closing = () -> server.stop(0);
        open.add(closing);
        return "https://127.0.0.1:" + server.getAddress().getPort() + "/";
    }
}
