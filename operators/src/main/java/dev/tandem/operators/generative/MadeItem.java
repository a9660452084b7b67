package dev.tandem.operators.generative;

import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Creator;
import dev.tandem.core.operator.VerifyingCreator;

/** An item on its way out: only what stands counts against a budget of items. */
public final class MadeItem {
    private MadeItem() {}

    public static void tell(VerifyingCreator creator, PromptedModel model, Sample item, Creator.Output out) {
        if (creator.fault(item).isEmpty()) {
            model.made(item.id());
        }
        // Whoever takes it looks for faults as well, and refuses it with the reason.
        out.accept(item);
    }
}
