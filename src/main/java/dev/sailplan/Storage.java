package dev.sailplan;

import com.zaxxer.hikari.HikariDataSource;
import dev.sailplan.api.chore.Chore;
import dev.sailplan.api.event.EventSettings;
import dev.sailplan.api.intake.Limits;
import dev.sailplan.api.topology.IdempotencySettings;
import dev.sailplan.failure.FailureModel;
import dev.sailplan.profile.Profile;
import dev.sailplan.profile.Profiles;
import dev.sailplan.reading.TopologyReader;
import dev.sailplan.registry.Evaluator;
import dev.sailplan.registry.TopologyRegistry;
import dev.sailplan.report.ReportListener;
import dev.sailplan.report.ValidationReport.DocumentHash;
import dev.sailplan.report.Validator;
import dev.sailplan.rule.Ruleset;
import dev.sailplan.rule.Terms;
import dev.sailplan.store.AuditLog;
import dev.sailplan.store.EmbeddedDatabase;
import dev.sailplan.store.GroupedStandings;
import dev.sailplan.store.JdbcAuditLog;
import dev.sailplan.store.JdbcKeyStore;
import dev.sailplan.store.JdbcReceiptLog;
import dev.sailplan.store.JdbcTopologyStore;
import dev.sailplan.store.JdbcVerdictLog;
import dev.sailplan.store.KeptStandings;
import dev.sailplan.store.KeyStore;
import dev.sailplan.store.ReceiptLog;
import dev.sailplan.store.Standings;
import dev.sailplan.store.TopologyStore;
import dev.sailplan.store.VerdictLog;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/** Assembles what keeps topologies. The database is whichever {@code spring.datasource} says. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({EventSettings.class, IdempotencySettings.class})
class Storage {

    /** However many connections are configured. */
    @Bean
    static BeanPostProcessor fewConnectionsToTheEmbeddedDatabase() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof HikariDataSource source && EmbeddedDatabase.isAt(source.getJdbcUrl())) {
                    source.setMaximumPoolSize(EmbeddedDatabase.CONNECTIONS);
                }
                return bean;
            }
        };
    }

    /** Migrations need more than one connection, and run before anything else does. */
    @Bean
    FlywayConfigurationCustomizer migrationsBesideTheOneConnection(DataSource database) {
        return configuration -> {
            if (database instanceof HikariDataSource source && EmbeddedDatabase.isAt(source.getJdbcUrl())) {
                configuration.dataSource(source.getJdbcUrl(), source.getUsername(), source.getPassword());
            }
        };
    }

    @Bean
    KeptStandings keptStandings() {
        return new KeptStandings();
    }

    @Bean
    TopologyStore topologyStore(JdbcOperations jdbc, TransactionOperations transactions, KeptStandings kept) {
        return new JdbcTopologyStore(jdbc, transactions, kept);
    }

    /** What nobody else can have changed need not be read again. */
    @Bean
    Standings standings(TopologyStore store, KeptStandings kept, DataSource database) {
        Standings grouped = new GroupedStandings(store);
        return database instanceof HikariDataSource source && EmbeddedDatabase.isOwnedAt(source.getJdbcUrl())
                ? kept.inFrontOf(grouped)
                : grouped;
    }

    @Bean
    VerdictLog verdictLog(JdbcOperations jdbc) {
        return new JdbcVerdictLog(jdbc);
    }

    @Bean
    Chore oldChangesAreForgotten(VerdictLog log, EventSettings settings) {
        return now -> log.forget(now.minus(settings.kept()));
    }

    @Bean
    AuditLog auditLog(JdbcOperations jdbc) {
        return new JdbcAuditLog(jdbc);
    }

    @Bean
    KeyStore keyStore(JdbcOperations jdbc, TransactionOperations transactions) {
        return new JdbcKeyStore(jdbc, transactions);
    }

    @Bean
    ReceiptLog receiptLog(JdbcOperations jdbc) {
        return new JdbcReceiptLog(jdbc);
    }

    @Bean
    Evaluator evaluator(
            Validator validator,
            Profiles profiles,
            FailureModel model,
            Ruleset ruleset,
            Limits limits,
            ObjectProvider<BuildProperties> build,
            JsonMapper json,
            ReportListener listener) {
        Profile profile = profiles.standard();
        String settings = json.writeValueAsString(profile) + model + limits.trials();
        String edition = "%s by %s with %s"
                .formatted(ruleset.version(profile), versionOf(build.getIfAvailable()), shortHash(settings));
        return new Evaluator(
                validator, new Terms(null, LocalDate.EPOCH, profile, false, model), edition, json, listener);
    }

    /** Another build may write reports differently, even with the same rules. */
    private static String versionOf(@Nullable BuildProperties build) {
        return build == null ? "unknown" : String.valueOf(build.getVersion());
    }

    private static String shortHash(String settings) {
        return DocumentHash.of(settings.getBytes(StandardCharsets.UTF_8))
                .sha256()
                .substring(0, 8);
    }

    @Bean
    TopologyRegistry topologyRegistry(
            TopologyStore store, ReceiptLog receipts, Evaluator evaluator, TopologyReader reader, JsonMapper json) {
        return new TopologyRegistry(store, receipts, evaluator, reader, json);
    }
}
