import { placeholders } from '../model/placeholders.js';
import type { PromptSpec, ResourceSpec } from '../model/spec.js';
import { literal } from './schema/literal.js';

/** Rows of `tests/<provider>/resources.test.ts`, for the resources that call the API. */
export function resourceCases(resources: readonly ResourceSpec[]): string {
  const rows = resources.flatMap((resource) => resourceCase(resource) ?? []);
  return literal(rows, 'const cases: ResourceCase[] = ');
}

/** Undefined where the resource does not call the API. */
export const resourceCase = ({ uri, request }: ResourceSpec) =>
  request && { uri: filled(uri), path: filled(request.path) };

/** Rows of `tests/<provider>/prompts.test.ts`. */
export function promptCases(prompts: readonly PromptSpec[]): string {
  return literal(prompts.map(promptCase), 'const cases: PromptCase[] = ');
}

export const promptCase = ({ name, arguments: list, text }: PromptSpec) => ({
  prompt: name,
  args: Object.fromEntries(list.map((argument) => [argument.name, `a-${argument.name}`])),
  mentions: placeholders(text)
    .filter((used) => list.some((argument) => argument.name === used))
    .map((used) => `a-${used}`),
});

/** Each `{name}` replaced by a value that has to be encoded. */
const filled = (template: string) => template.replace(/\{([^{}]*)\}/g, 'a%20$1');
