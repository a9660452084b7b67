package dev.tandem.core.operator;

import java.util.List;

/** An operator of the catalog: what its annotation, its Javadoc and its {@code Params} record say. */
public record OperatorInfo(
        String name,
        int version,
        OperatorKind kind,
        String className,
        String summary,
        String description,
        List<ParamInfo> params) {}
