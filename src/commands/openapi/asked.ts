import { isDeepStrictEqual } from 'node:util';
import type { CommandContext, GivenArguments, OrderedFlag } from '../../model/command.js';
import type { Questions } from '../../model/questions.js';
import { checkProvider } from '../../spec/check.js';
import { askProvider } from '../../spec/questions/provider.js';
import { toFlags } from '../../spec/to-flags.js';
import { catalog } from '../catalog.js';
import { usable } from '../interview/usable.js';
import type { OpenApiImport } from './import.js';
import { importOpenApi, MOST_TOOLS, readOperations } from './import.js';
import { ofDocument } from './provider.js';

/** Asks for an OpenAPI document, its operations and what it does not state. */
export async function askDocument(
  context: Pick<CommandContext, 'host' | 'ui'>,
  given: GivenArguments,
  questions: Questions,
) {
  const fromOpenapi = await questions.text({
    message: 'File of the OpenAPI document',
    // As terminals and file managers copy it.
    correct: (text) => text.replace(/^(['"])(.*)\1$/, '$2'),
    check: (text) => (text === '' ? 'Enter a path.' : undefined),
  });
  const words = { ...given, values: { ...given.values, fromOpenapi } };
  const include = await usable(() => askOperations(context, words, questions));
  const chosen = { ...words, lists: { ...given.lists, ...(include && { include }) } };
  const imported = await usable(() => importOpenApi(context, fromOpenapi, chosen));
  return asked(imported, chosen, questions);
}

/** Undefined: all of them. */
async function askOperations(
  context: Pick<CommandContext, 'host' | 'ui'>,
  given: GivenArguments,
  questions: Questions,
): Promise<string[] | undefined> {
  const { all } = await readOperations(context, given.values.fromOpenapi ?? '', given, {});
  const operations = all.tools;
  const names = operations.map(({ name }) => name);
  if (names.length < 2) return undefined;
  const included = await questions.chooseSeveral({
    message: `Tools, from ${names.length} operations`,
    choices: operations.map(({ name, key, description }) => ({
      value: name,
      label: `${name}  ${key}`,
      hint: description.slice(0, 60),
    })),
    initial: names.length > MOST_TOOLS ? [] : names,
    check: ({ length }) => (length === 0 ? 'Choose at least one.' : undefined),
  });
  return included.length === names.length ? undefined : included;
}

async function asked(imported: OpenApiImport, given: GivenArguments, questions: Questions) {
  const { provider, tools } = imported;
  const { auth, ...suggested } = provider;
  const written = await askProvider(questions, catalog, {
    stated: { tools: [], ...(auth && { auth }), kind: 'api' },
    suggested: { ...suggested },
    asksTools: false,
  });
  const checked = checkProvider({ ...written, tools: tools.map(({ tool }) => tool) }, catalog);
  const flags = toFlags({ ...checked.spec, tools: [], resources: [], prompts: [] }, catalog) ?? [];
  const isUnchanged = Object.entries(provider).every(([key, value]) =>
    isDeepStrictEqual(value, { ...checked.spec }[key as 'name']),
  );
  const words = { ...given, ordered: isUnchanged ? [] : pairs(flags) };
  return {
    providers: [checked],
    imported: ofDocument(checked, imported, words),
    given: words,
  };
}

const pairs = (words: readonly string[]): OrderedFlag[] =>
  words.flatMap((word, i): OrderedFlag[] => (i % 2 === 0 ? [[word, words[i + 1] ?? '']] : []));
