import { checkAdditions } from '../check.js';
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
  RESOURCE_FLAGS,
  resourceDraft,
  type ResourceDraft,
} from './resource.js';

type Values = Readonly<Record<string, string>>;

/** A resource for `provider`. @throws CliError `spec/invalid` */
export function readResource(
  name: string | undefined,
  values: Values,
  provider: string,
): Reading<ResourceDraft, Additions> {
  const draft = resourceDraft(name, values);
  const source = sourceOf({ rows: RESOURCE_FLAGS, values: { name, ...values } });
  const check = (resource: unknown) => checkAdditions({ resources: [resource] }, provider, source);
  check({ name: 'room', uri: 'acme://rooms', ...draft });
  return { draft, missing: missingOfResource(draft), check };
}

/** A prompt for `provider`. @throws CliError `spec/flag-syntax`, `spec/invalid` */
export function readPrompt(
  name: string | undefined,
  values: Values,
  argumentFlags: readonly string[],
  provider: string,
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
