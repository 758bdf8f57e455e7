import { checkAdditions } from '../check.js';
import type { ItemsHome } from '../check/tool.js';
import type { Additions } from '../defaults.js';
import { sourceOf } from './option-source.js';
import {
  ARGUMENT_FLAG,
  missingOfPrompt,
  PROMPT_FLAGS,
  promptDraft,
  type PromptDraft,
} from './prompt.js';
import type { Reading } from './reading.js';
import {
  missingOfResource,
  resourceRows,
  resourceValues,
  resourceDraft,
  type ResourceDraft,
} from './resource.js';

type Values = Readonly<Record<string, string>>;

/** A resource for `provider`. @throws CliError `spec/invalid` */
export function readResource(
  name: string | undefined,
  values: Values,
  provider: ItemsHome,
): Reading<ResourceDraft, Additions> {
  const draft = resourceDraft(name, values, provider.kind);
  const source = sourceOf({
    rows: resourceRows(provider.kind),
    values: { name, ...resourceValues(values, provider.kind) },
  });
  const check = (resource: unknown) => checkAdditions({ resources: [resource] }, provider, source);
  check({ name: 'room', uri: 'acme://rooms', ...draft });
  return { draft, missing: missingOfResource(draft), check };
}

/** A prompt for `provider`. @throws CliError `spec/flag-syntax`, `spec/invalid` */
export function readPrompt(
  name: string | undefined,
  values: Values,
  argumentFlags: readonly string[],
  provider: ItemsHome,
): Reading<PromptDraft, Additions> {
  const draft = promptDraft(name, values, argumentFlags);
  const source = sourceOf({
    rows: PROMPT_FLAGS,
    values: { name, ...values },
    list: { key: 'arguments', flag: ARGUMENT_FLAG, values: argumentFlags },
  });
  const check = (prompt: unknown) => checkAdditions({ prompts: [prompt] }, provider, source);
  check({ name: 'sum_up', text: 'Sum up.', ...draft });
  return { draft, missing: missingOfPrompt(draft), check };
}
