package dev.sailplan.api.tracing;

import dev.sailplan.store.TopologyStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Makes each call of the store a part of what is traced. */
final class StoreSpans implements BeanPostProcessor {

    private final ObjectProvider<Spans> spans;

    StoreSpans(ObjectProvider<Spans> spans) {
        this.spans = spans;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof TopologyStore store ? traced(store) : bean;
    }

    private Object traced(TopologyStore store) {
        return Proxy.newProxyInstance(
                TopologyStore.class.getClassLoader(),
                new Class<?>[] {TopologyStore.class},
                (self, method, arguments) -> {
                    Runnable end = spans.getObject().begin("store " + method.getName());
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getTargetException();
                    } finally {
                        end.run();
                    }
                });
    }
}
