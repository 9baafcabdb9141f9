package dev.sailplan;

import dev.sailplan.api.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** A service of its own in this process, beside others that share its database. */
public final class Replica implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private Replica(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * Starts one on any port.
     *
     * @param url of its database
     * @param settings each {@code name=value}
     */
    public static Replica on(String url, String... settings) {
        List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--spring.datasource.url=" + url));
        List.of(settings).forEach(setting -> arguments.add("--" + setting));
        return new Replica(
                new SpringApplicationBuilder(SailplanApplication.class).run(arguments.toArray(String[]::new)));
    }

    /** How it is met over HTTP. */
    public Service service() {
        WebServer server = ((WebServerApplicationContext) context).getWebServer();
        return new Service(Objects.requireNonNull(server).getPort());
    }

    /** A part of it. */
    public <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    /** A part of it that is one of several of a type. */
    public <T> T part(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    @Override
    public void close() {
        context.close();
    }
}
