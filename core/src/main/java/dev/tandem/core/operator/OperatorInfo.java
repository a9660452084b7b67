package dev.tandem.core.operator;

import dev.tandem.core.model.Digest;
import java.util.List;
import java.util.Optional;

/**
 * An operator of the catalog: what its annotation, its Javadoc and its {@code Params} record say.
 *
 * @param code digest of what it was loaded from, a part of the keys of its results; empty for those that Tandem comes with,
 *     whose version says when results differ
 */
public record OperatorInfo(
        String name,
        int version,
        OperatorKind kind,
        String className,
        String summary,
        String description,
        List<ParamInfo> params,
        Optional<Digest> code) {

    public OperatorInfo(
            String name,
            int version,
            OperatorKind kind,
            String className,
            String summary,
            String description,
            List<ParamInfo> params) {
        this(name, version, kind, className, summary, description, params, Optional.empty());
    }

    public OperatorInfo withCode(Digest loaded) {
        return new OperatorInfo(name, version, kind, className, summary, description, params, Optional.of(loaded));
    }
}
