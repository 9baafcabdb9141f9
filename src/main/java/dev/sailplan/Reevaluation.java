package dev.sailplan;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import dev.sailplan.api.reevaluation.ReevaluationSettings;
import dev.sailplan.registry.Evaluator;
import dev.sailplan.registry.Previewer;
import dev.sailplan.registry.Refresher;
import dev.sailplan.registry.TopologyRegistry;
import dev.sailplan.report.ValidationReport.DocumentHash;
import dev.sailplan.store.JdbcReevaluationLog;
import dev.sailplan.store.ReevaluationLog;
import dev.sailplan.store.TopologyStore;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/** Assembles what judges stored topologies again, by one replica at a time. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReevaluationSettings.class)
class Reevaluation {

    private static final Duration SLOWEST_POLL = Duration.ofSeconds(10);
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration STOPPING = Duration.ofSeconds(10);

    @Bean
    ReevaluationLog reevaluationLog(JdbcOperations jdbc, TransactionOperations transactions) {
        return new JdbcReevaluationLog(jdbc, transactions);
    }

    @Bean
    Refresher refresher(TopologyStore store, ReevaluationLog log, TopologyRegistry registry, Evaluator evaluator) {
        return new Refresher(store, log, registry, evaluator);
    }

    @Bean
    Previewer previewer(TopologyStore store, TopologyRegistry registry, Evaluator evaluator, JsonMapper json) {
        return new Previewer(store, registry, evaluator, json);
    }

    /** A task of its own for each edition: otherwise replicas of one that does not govern could keep it from those of the other. */
    @Bean(destroyMethod = "stop")
    @ConditionalOnBooleanProperty(name = "sailplan.reevaluation.enabled", matchIfMissing = true)
    Scheduler scheduler(
            DataSource database, Refresher refresher, Evaluator evaluator, ReevaluationSettings settings, Clock clock) {
        byte[] edition = evaluator.edition().getBytes(StandardCharsets.UTF_8);
        RecurringTask<Void> task = Tasks.recurring(
                        "reevaluation-" + DocumentHash.of(edition).sha256().substring(0, 12),
                        Schedules.fixedDelay(settings.interval()))
                .execute((instance, execution) -> refresher.pass(new Supervision(
                        clock,
                        settings.pause(),
                        () -> execution.getSchedulerState().isShuttingDown())));
        return Scheduler.create(database)
                .startTasks(task)
                .threads(1)
                .pollingInterval(settings.interval().compareTo(SLOWEST_POLL) < 0 ? settings.interval() : SLOWEST_POLL)
                .heartbeatInterval(HEARTBEAT)
                .shutdownMaxWait(STOPPING)
                .alwaysPersistTimestampInUTC()
                .build();
    }

    @Bean
    @ConditionalOnBooleanProperty(name = "sailplan.reevaluation.enabled", matchIfMissing = true)
    ApplicationListener<ApplicationReadyEvent> startOfReevaluation(Scheduler scheduler) {
        return ready -> scheduler.start();
    }
}
