import type { SpecPath } from '../../model/spec-report.js';
import { checkAdditions, type PartialDraft } from '../check.js';
import type { SpecContext } from '../check/items.js';
import type { Additions } from '../defaults.js';
import { type Location, placeName, type SpecOrigin } from '../located-problems.js';
import { quote } from '../sentence.js';
import {
  ARGUMENT_FLAG,
  missingOfPrompt,
  PROMPT_FLAGS,
  type PromptDraft,
  promptDraft,
  type PromptOptions,
} from './prompt.js';
import {
  missingOfResource,
  type ResourceDraft,
  resourceDraft,
  type ResourceOptions,
  resourceRows,
  resourceValues,
} from './resource.js';

/** Reads a resource for `provider`. @throws CliError `spec/invalid` */
export function readResource(
  name: string | undefined,
  options: ResourceOptions,
  provider: SpecContext,
): PartialDraft<ResourceDraft, Additions> {
  const draft = resourceDraft(name, options, provider.kind);
  const source = itemOrigin({
    rows: resourceRows(provider.kind),
    values: { name, ...resourceValues(options, provider.kind) },
  });
  const check = (resource: unknown) => checkAdditions({ resources: [resource] }, provider, source);
  // Variables of a path can only be compared with a stated URI.
  const { name: statedName = 'room', uri, mimeType } = draft;
  check(
    uri === undefined
      ? { name: statedName, uri: 'acme://rooms', mimeType }
      : { ...draft, name: statedName },
  );
  return { draft, missing: missingOfResource(draft), check };
}

/** Reads a prompt for `provider`. @throws CliError `spec/flag-syntax`, `spec/invalid` */
export function readPrompt(
  name: string | undefined,
  { argument = [], ...texts }: PromptOptions,
  provider: SpecContext,
): PartialDraft<PromptDraft, Additions> {
  const draft = promptDraft(name, texts, argument);
  const source = itemOrigin({
    rows: PROMPT_FLAGS,
    values: { name, ...texts },
    list: { key: 'arguments', flag: ARGUMENT_FLAG, values: argument },
  });
  const check = (prompt: unknown) => checkAdditions({ prompts: [prompt] }, provider, source);
  check({ name: 'sum_up', text: 'Sum up.', ...draft });
  return { draft, missing: missingOfPrompt(draft), check };
}

/** The arguments and options of a command that adds one item. */
interface ItemOptions {
  /** The option for each key of the item. */
  rows: readonly { key: string; flag: string }[];
  /** Values by key; the name is an argument without an option. */
  values: Readonly<Record<string, string | undefined>>;
  /** The option that states a list. */
  list?: { key: string; flag: string; values: readonly string[] };
}

const itemOrigin = ({ rows, values, list }: ItemOptions): SpecOrigin => ({
  is: 'flags',
  locate({ path }) {
    const [, , key, index] = path;
    const listValue = key === list?.key ? list?.values[Number(index)] : undefined;
    if (list && listValue !== undefined)
      return inListOption(`${list.flag} ${quote(listValue)}`, path);
    const offset = rows.findIndex((row) => row.key === key);
    const flag = rows[offset]?.flag;
    const value = values[String(key)];
    const location = [flag, value === undefined ? undefined : quote(value)]
      .filter(Boolean)
      .join(' ');
    return { where: location, subject: flag ?? placeName(path), offset };
  },
});

const inListOption = (location: string, path: SpecPath): Location => ({
  where: location,
  subject: `${location}: ${placeName(path)}`,
  offset: Number.MAX_SAFE_INTEGER,
});
