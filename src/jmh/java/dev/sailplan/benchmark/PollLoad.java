package dev.sailplan.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** As many connections as there are dashboards, each of which polls again as soon as it is answered. One thread serves them all. */
final class PollLoad {

    private static final byte[] NOT_MODIFIED = "HTTP/1.1 304 ".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_HEAD = 4096;

    private final int port;
    private final ByteBuffer request;
    private long answers;

    /**
     * Creates a load.
     *
     * @param tag that the answer has: everything but 304 ends the measurement
     */
    PollLoad(int port, String path, String tag) {
        this.port = port;
        this.request = ByteBuffer.wrap(
                        "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: application/json\r\nIf-None-Match: %s\r\n\r\n"
                                .formatted(path, port, tag)
                                .getBytes(StandardCharsets.US_ASCII))
                .asReadOnlyBuffer();
    }

    /** Polls per second. */
    double over(int connections, Duration time) throws IOException {
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                connect(selector);
            }
            answers = 0;
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < time.toNanos()) {
                selector.select(this::goOn, 100);
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            return answers / seconds;
        }
    }

    private void connect(Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, ByteBuffer.allocate(LONGEST_HEAD));
        channel.write(request.duplicate());
    }

    private void goOn(SelectionKey key) {
        SocketChannel channel = (SocketChannel) key.channel();
        try {
            if (!isAnswered(channel, (ByteBuffer) key.attachment())) {
                channel.close();
                connect(key.selector());
            }
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /** The server ends a connection after a hundred answers, while the next poll may be on its way. */
    private boolean isAnswered(SocketChannel channel, ByteBuffer answer) {
        try {
            if (channel.read(answer) < 0) {
                return false;
            }
            if (isWhole(answer)) {
                answers++;
                answer.clear();
                channel.write(request.duplicate());
            }
            return true;
        } catch (IOException ended) {
            return false;
        }
    }

    /** An answer has no body, so it ends with its head. */
    private static boolean isWhole(ByteBuffer answer) {
        int end = answer.position();
        if (end < 4 || answer.get(end - 1) != '\n' || answer.get(end - 3) != '\n') {
            return false;
        }
        for (int i = 0; i < NOT_MODIFIED.length; i++) {
            if (answer.get(i) != NOT_MODIFIED[i]) {
                throw new IllegalStateException("Not 304 but " + StandardCharsets.US_ASCII.decode(answer.flip()));
            }
        }
        return true;
    }
}
