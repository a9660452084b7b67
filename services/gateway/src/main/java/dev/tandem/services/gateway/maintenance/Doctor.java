package dev.tandem.services.gateway.maintenance;

import dev.tandem.core.doctor.Examination;
import dev.tandem.core.doctor.Finding;
import dev.tandem.core.doctor.StoreCheck;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.ModelContracts;
import dev.tandem.core.inference.ModelServerCheck;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.store.ObjectStore;
import dev.tandem.core.version.TandemVersion;
import dev.tandem.services.common.InferenceConfig;
import dev.tandem.services.gateway.GatewayConfig;
import io.temporal.client.WorkflowClient;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** Looks at everything that the gateway needs, one thing after the other, whatever the state of the others. */
@Singleton
public class Doctor {
    private static final List<String> SERVICES = List.of("ingestion", "filtering", "dedup", "synthesis", "publishing", "training");

    private final Instance<ObjectStore> objects;
    private final Instance<WorkflowClient> workflows;
    private final GatewayConfig gateway;
    private final InferenceConfig inference;
    private final OperatorCatalog catalog;
    private final Config config;

    Doctor(
            Instance<ObjectStore> objects,
            Instance<WorkflowClient> workflows,
            GatewayConfig gateway,
            InferenceConfig inference,
            OperatorCatalog catalog,
            Config config) {
        this.objects = objects;
        this.workflows = workflows;
        this.gateway = gateway;
        this.inference = inference;
        this.catalog = catalog;
        this.config = config;
    }

    public Examination examine() {
        List<Finding> findings = new ArrayList<>(store());
        findings.addAll(new WorkflowServerCheck(workflows.get(), gateway.temporal()).check());
        findings.addAll(ServiceCheck.check(services(), catalog.ownCode(), inference.probeTimeout()));
        findings.addAll(models());
        findings.addAll(OperatorCheck.check(catalog, !services().containsKey("filtering")));
        return new Examination(TandemVersion.current(), findings);
    }

    private List<Finding> store() {
        try {
            return StoreCheck.check(objects.get());
        } catch (TandemException e) {
            return List.of(StoreCheck.unusable(e));
        }
    }

    /** Services that have a process of their own; the others are part of this one. */
    private Map<String, String> services() {
        Map<String, String> addresses = new LinkedHashMap<>();
        for (String service : SERVICES) {
            Optional<String> address = config.getOptionalValue("tandem.process.services." + service, String.class);
            address.ifPresent(found -> addresses.put(service, found));
        }
        return addresses;
    }

    private List<Finding> models() {
        return inference.endpoint()
                .map(addresses -> ModelServerCheck.check(addresses, ModelContracts.load(), inference.probeTimeout()))
                .orElseGet(() -> List.of(Finding.ok(
                        "model server", "none is set (TANDEM_INFERENCE_ENDPOINT): operators that ask a model cannot be used")));
    }
}
