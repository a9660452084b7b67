package dev.tandem.core.inference;

import dev.tandem.core.doctor.Finding;
import dev.tandem.core.inference.ServedModels.State;
import dev.tandem.core.model.Digest;
import inference.GRPCInferenceServiceGrpc;
import inference.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import inference.ModelMetadataRequest;
import inference.RepositoryModelUnloadRequest;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Gives versions of stored models to every server that takes models on request (Triton in explicit mode), under names that say the version,
 * and takes them away again. What a server has is asked of it: whoever does the same again changes nothing. Which versions were given
 * away is kept in the store, since Triton does not list what was sent to it.
 */
public final class VersionServing {
    /** What Triton says in another mode than the explicit one. */
    private static final String NOT_EXPLICIT = "not allowed";

    private final ModelServers servers;
    private final ModelRegistry registry;
    private final InferenceSettings settings;

    public VersionServing(ModelServers servers, ModelRegistry registry, InferenceSettings settings) {
        this.servers = servers;
        this.registry = registry;
        this.settings = settings;
    }

    /**
     * Loads versions where they are not, and checks them as {@code models check} does.
     *
     * @param versions by the name of the model
     * @param named whether servers that are given them are to have them under the plain names as well, for those who ask Triton themselves
     * @return what became of them at each server
     */
    public List<ServedModels> load(Map<String, Digest> versions, boolean named) {
        if (servers.channels().isEmpty()) {
            return List.of(new ServedModels("", State.TAKES_NONE, "no model server is set"));
        }
        versions.forEach(registry::giveToServers);
        return servers.channels().keySet().stream().map(address -> {
            try {
                return load(address, versions, named);
            } catch (StatusRuntimeException e) {
                return new ServedModels(address, State.FAILED, e.getStatus().getCode() + ", " + e.getStatus().getDescription());
            }
        }).toList();
    }

    private ServedModels load(String address, Map<String, Digest> versions, boolean named) {
        boolean given = false;
        for (Map.Entry<String, Digest> model : versions.entrySet()) {
            String version = ModelContracts.versioned(model.getKey(), model.getValue());
            Optional<ServedModels> without = problem(version, address).isEmpty() ? Optional.empty() : give(address, version);
            if (without.isPresent()) {
                return without.get();
            }
            if (wasGiven(address, version)) {
                given = true;
                Optional<ServedModels> refused = named ? send(address, version, model.getKey()) : Optional.empty();
                if (refused.isPresent()) {
                    return refused.get();
                }
            }
        }
        return new ServedModels(address, given ? State.LOADED : State.HAS_ALL, "");
    }

    private Optional<String> problem(String version, String address) {
        return servers.check(version, address).stream().filter(Finding::fails).map(Finding::found).findFirst();
    }

    /** @return what became of it, unless the server has it now, and has the right one */
    private Optional<ServedModels> give(String address, String version) {
        return send(address, version, version)
                .or(() -> problem(version, address).map(problem -> new ServedModels(address, State.FAILED, problem)));
    }

    private Optional<ServedModels> send(String address, String version, String name) {
        try {
            stub(address, settings.callTimeout()).repositoryModelLoad(servers.withFiles(version, name));
            return Optional.empty();
        } catch (StatusRuntimeException e) {
            String said = String.valueOf(e.getStatus().getDescription());
            boolean takesNone = e.getStatus().getCode() == Status.Code.UNIMPLEMENTED || said.contains(NOT_EXPLICIT);
            return Optional.of(new ServedModels(
                    address, takesNone ? State.TAKES_NONE : State.FAILED, takesNone ? said : e.getStatus().getCode() + ", " + said));
        }
    }

    /**
     * Lets servers go of all other versions of some models that they were given. A server that does not answer keeps them.
     *
     * @param models names
     * @param keep versions that stay
     */
    public void unloadOthers(Collection<String> models, Collection<Digest> keep) {
        for (String model : models) {
            List<Digest> others = registry.givenToServers(model).stream().filter(version -> !keep.contains(version)).toList();
            for (Digest other : others) {
                servers.channels().keySet().forEach(address -> unload(address, ModelContracts.versioned(model, other)));
            }
            registry.takeFromServers(model, others);
        }
    }

    private void unload(String address, String version) {
        try {
            if (wasGiven(address, version)) {
                stub(address, settings.callTimeout())
                        .repositoryModelUnload(RepositoryModelUnloadRequest.newBuilder().setModelName(version).build());
            }
        } catch (StatusRuntimeException e) {
            // It has it no longer, or whoever looks after it has other worries.
        }
    }

    /** Whether a server has a version, and has not found it in the store itself. */
    private boolean wasGiven(String address, String version) {
        return !stub(address, settings.probeTimeout())
                .modelMetadata(ModelMetadataRequest.newBuilder().setName(version).build())
                .getPlatform()
                .equals(ModelServers.OF_TANDEM);
    }

    private GRPCInferenceServiceBlockingStub stub(String address, Duration timeout) {
        Channel channel = servers.channels().get(address);
        return GRPCInferenceServiceGrpc.newBlockingStub(channel).withDeadlineAfter(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }
}
