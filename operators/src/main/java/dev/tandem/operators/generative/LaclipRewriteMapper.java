package dev.tandem.operators.generative;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.AttributeMapper;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Setting;
import dev.tandem.core.operator.SettingGroup;
import dev.tandem.core.prompt.AnswerFormat;
import dev.tandem.core.prompt.PromptKind;
import dev.tandem.core.prompt.PromptValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says what is said of a picture in other words, once for each of four sets of examples (LaCLIP, Fan et al., 2023), so that training can
 * draw one of five texts. Each set is a prompt, and writes an attribute of its own, named as the prompt, beside the text it was made of.
 */
@OperatorName("laclip_rewrite")
public final class LaclipRewriteMapper implements AttributeMapper {
    private static final String CAPTION = "caption";

    private final Params params;
    private final List<PromptedModel> writers;

    public LaclipRewriteMapper(Params params, OperatorContext context) {
        this.params = params;
        PromptedModel.Settings settings = params.writing().of(params.model());
        this.writers = params.prompts().stream()
                .map(prompt -> new PromptedModel(
                        context, settings, prompt, Map.of(CAPTION, PromptKind.TEXT),
                        AnswerFormat.object().text(CAPTION, 1, params.maxLen())))
                .toList();
    }

    /**
     * How texts are rewritten.
     *
     * @param model that writes
     * @param prompts each with the variable caption
     * @param maxLen greatest length of a text, in code points
     * @param writing how answers are asked for
     */
    public record Params(
            @Setting("writer") String model,
            @Setting("laclip_plain@1,laclip_detail@1,laclip_short@1,laclip_story@1") List<String> prompts,
            @Setting(value = "1000", min = 1, max = 20_000) int maxLen,
            @SettingGroup({"max_tokens=256", "temperature=0.9"}) WriterSettings writing) {
        public Params {
            if (prompts.isEmpty() || prompts.stream().map(prompt -> prompt.split("@")[0]).distinct().count() < prompts.size()) {
                throw new IllegalArgumentException("'prompts' must name some, each with an id of its own; found " + prompts);
            }
        }
    }

    @Override
    public List<String> models() {
        return List.of(params.model());
    }

    @Override
    public void map(Batch batch, Attributes out) {
        Written.all(batch, out, this::rewritten);
    }

    private List<Written> rewritten(SampleView sample) throws SampleFailedException {
        List<Written> written = new ArrayList<>();
        Optional<CaptionPart> caption = CaptionPart.of(sample);
        for (int i = 0; i < writers.size() && caption.isPresent(); i++) {
            Answered.Given answer = writers.get(i).ask(Map.of(CAPTION, new PromptValue.Text(caption.get().text()))).orFail();
            writers.get(i).made(Digest.of(sample.sample().id().hex() + params.prompts().get(i)));
            String name = params.prompts().get(i).substring(0, params.prompts().get(i).indexOf('@'));
            written.add(new Written(caption.get().part(), name, answer.values().text(CAPTION), answer.making()));
        }
        return written;
    }
}
