import { MOST_TOKENS, MOST_TOOLS, TOOL_COUNTS } from '../../../runtime/src/utils/client-limits.js';
import { Unusable, usable } from '../../interview/unusable-answer.js';
import { askHost, type Reach } from '../../kinds/api/hosts.js';
import { kindNamed, stylesOf } from '../../model/catalog.js';
import type { CommandContext, CommandLine } from '../../model/command.js';
import { pluralize } from '../../model/counted.js';
import type { Questions } from '../../model/questions.js';
import { filledUrl, type Server } from '../../openapi/document/servers.js';
import type { ImportedTool } from '../../openapi/import.js';
import { obj, text } from '../../openapi/model.js';
import { patternsOf, tagOf, tagsOf } from '../../openapi/select.js';
import { checkProvider } from '../../spec/check.js';
import { readFlags } from '../../spec/flags.js';
import type { ProviderDraft } from '../../spec/flags/draft.js';
import { askStatedAuth } from '../../spec/questions/auth.js';
import { askProvider } from '../../spec/questions/provider.js';
import { changedFlags } from '../../spec/to-flags.js';
import { catalog } from '../catalog.js';
import type { SourceOptions } from '../options.js';
import { draftSource } from '../valid-tools.js';
import {
  type DocumentOperations,
  importOpenApi,
  type OpenApiImport,
  otherHosts,
  readOperations,
  withoutFaultyOperations,
  withoutOtherHosts,
} from './import.js';
import type { OpenApiOptions } from './options.js';
import { ofDocument } from './provider.js';
import { shownTokens } from './report.js';

/** Asks for operations of an OpenAPI document, and for what it does not state. */
export async function askDocument(
  context: Pick<CommandContext, 'host' | 'ui'>,
  given: CommandLine<SourceOptions>,
  questions: Questions,
  fromOpenapi: string,
) {
  const { draft } = readFlags(given.ordered, catalog);
  const { include, surface = draft.surface } = draft.surface
    ? {}
    : await usable(questions, () => askServed(context, fromOpenapi, given.options, questions));
  const options = { ...given.options, fromOpenapi: [fromOpenapi], ...(include && { include }) };
  const imported = await usable(questions, () =>
    importOpenApi(context, fromOpenapi, options, {
      surface,
      authStyle: draft.auth?.style,
      asksHosts: true,
    }),
  );
  return asked(imported, { ...given, options }, questions, {
    ...draft,
    ...(surface && { surface }),
  });
}

interface Served {
  /** Patterns for `--include`; undefined: all operations. */
  include?: string[] | undefined;
  surface?: 'search';
}

/** How operations are served: all of a small document; of a large one, all by search or a selection of them. */
async function askServed(
  context: Pick<CommandContext, 'host' | 'ui'>,
  file: string,
  options: OpenApiOptions,
  questions: Questions,
): Promise<Served> {
  const { all } = await readOperations(context, file, options, {});
  const { chosen: tools } = withoutFaultyOperations(all.tools, options);
  const isStated = options.include !== undefined || options.exclude !== undefined;
  if (tools.length < 2 || isStated) return {};
  const sizes = new Map(tools.map((tool) => [tool.name, shownTokens(tool)]));
  const isLarge = isAboveLimits(tools.length, sum(sizes.values()));
  if (isLarge) {
    questions.note(sizeText(sizes));
    const served = await questions.choose<'search' | 'selection'>({
      key: 'surface',
      message: 'How are they served?',
      choices: [
        { value: 'search', label: 'Search', hint: 'a few tools find an operation, and call it' },
        { value: 'selection', label: 'Selection', hint: 'choose operations as tools' },
      ],
    });
    if (served === 'search') return { surface: 'search' };
  }
  return { include: await askOperations(questions, { all, tools, sizes, isLarge }) };
}

/** More than clients bear. @param tokens of all definitions */
const isAboveLimits = (tools: number, tokens: number): boolean =>
  tools > MOST_TOOLS || tokens > MOST_TOKENS.provider;

const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, one) => total + one, 0);
const formatted = (count: number) => count.toLocaleString('en');

const LIMITS = `${MOST_TOOLS} tools (${TOOL_COUNTS.find(({ most }) => most === MOST_TOOLS)?.client ?? 'some clients'}), about ${formatted(MOST_TOKENS.provider)} tokens`;

/** @param sizes tokens of each tool */
function sizeText(sizes: ReadonlyMap<string, number>): string {
  const [largest = ['', 0]] = [...sizes].toSorted(([, a], [, b]) => b - a);
  return [
    `All ${formatted(sizes.size)} as tools: about ${formatted(sum(sizes.values()))} tokens in every conversation.`,
    `The largest, "${largest[0]}", has ${formatted(largest[1])}.`,
    `Usual limits: ${LIMITS}.`,
  ].join('\n');
}

/** Patterns for the selected ones; undefined: all operations. */
async function askOperations(
  questions: Questions,
  {
    all,
    tools,
    sizes,
    isLarge,
  }: Pick<DocumentOperations, 'all'> & {
    tools: readonly ImportedTool[];
    sizes: ReadonlyMap<string, number>;
    isLarge: boolean;
  },
): Promise<string[] | undefined> {
  const byTag = tagsOf(tools).flatMap(({ name: group }) =>
    tools.filter((tool) => tagOf(tool) === group).map((tool) => ({ ...tool, group })),
  );
  const tokensIn = (names: readonly string[]) => sum(names.map((name) => sizes.get(name) ?? 0));
  const values = await questions.chooseSeveral({
    key: 'tools',
    message: 'Tools',
    choices: byTag.map(({ name, key, description, group }) => ({
      value: name,
      label: `${name}  ${key}`,
      hint: `${formatted(sizes.get(name) ?? 0)} tokens: ${description}`,
      ...(isLarge && { group }),
    })),
    initial: isLarge ? [] : tools.map(({ name }) => name),
    derived: !isLarge,
    change: 'Change the tools',
    status: (names) =>
      `${names.length} of ${pluralize(tools.length, 'tool')}, about ${formatted(tokensIn(names))} tokens`,
    check: manyConfirmed(tokensIn),
  });
  const selected = tools.filter(({ name }) => values.includes(name));
  const isAll = selected.length === all.tools.length && tools.length <= MOST_TOOLS;
  return isAll ? undefined : patternsOf(selected, all.tools);
}

/** Many tools are accepted the second time. @param tokensIn tokens of tools */
function manyConfirmed(
  tokensIn: (names: readonly string[]) => number,
): (values: readonly string[]) => string | undefined {
  let warned = '';
  return (values) => {
    if (values.length === 0) return 'Select at least one.';
    const answer = values.join();
    const tokens = tokensIn(values);
    if (!isAboveLimits(values.length, tokens) || answer === warned) return undefined;
    warned = answer;
    return `${pluralize(values.length, 'tool')} with ${formatted(tokens)} tokens exceed the usual limits: ${LIMITS}. Press Enter again to select them.`;
  };
}

async function asked(
  document: OpenApiImport,
  given: CommandLine<SourceOptions>,
  questions: Questions,
  stated: ProviderDraft,
) {
  const { provider } = document;
  const { auth, name, displayName, description, baseUrl: stands, ...others } = provider;
  const baseUrl = (await askServer(questions, document.all.servers)) ?? stands;
  const styles = stylesOf(kindNamed('api', catalog.kinds), catalog.styles);
  const style = text(auth?.style);
  const signIn = style && (await askStatedAuth(questions, styles, { ...auth, style }));
  const written = await askProvider(questions, catalog, {
    stated: { ...others, ...(signIn && { auth: signIn }), ...stated, tools: [], kind: 'api' },
    suggested: { name, displayName, description, baseUrl },
    asksTools: false,
  });
  const reach: Reach = {
    baseUrls: [String(obj(written).baseUrl)],
    authStyle: written.auth.style,
    allowHost: given.options.allowHost,
  };
  const allowHost = [...(reach.allowHost ?? [])];
  for (const [host, count] of otherHosts(document.tools, reach)) {
    const requests = `Requests of ${pluralize(count, 'operation')}`;
    if (await askHost(questions, host, { requests, otherwise: LEAVE_OUT })) allowHost.push(host);
  }
  const imported = withoutOtherHosts(document, { ...reach, allowHost });
  if (imported.tools.length === 0) throw new Unusable('Without this host, there are no tools.');
  const tools = imported.tools.map(({ tool }) => tool);
  const checked = checkProvider({ ...written, tools }, catalog, draftSource(imported.tools));
  const described = ofDocument(checked, imported);
  return {
    providers: [described],
    imported: [described],
    given: {
      ...given,
      options: { ...given.options, ...(allowHost.length > 0 && { allowHost }) },
      ordered: changedFlags(checked.spec, provider, catalog),
    },
  };
}

const LEAVE_OUT = 'Leave them out';

/**
 * Asks for the server of a document and its variables.
 * @returns undefined where there is nothing to ask
 */
export async function askServer(
  questions: Questions,
  servers: readonly Server[],
): Promise<string | undefined> {
  const usable = servers.filter(
    ({ needs, variables }) => needs === 'nothing' || variables.length > 0,
  );
  const [first, second] = usable;
  if (!first || (!second && first.variables.length === 0)) return undefined;
  const chosen = second
    ? await questions.choose({
        key: 'server',
        message: 'Server',
        choices: usable.map(({ template, description = '' }) => ({
          value: template,
          label: template,
          ...(description !== '' && { hint: description }),
        })),
        initial: first.template,
      })
    : first.template;
  const values = new Map<string, string>();
  for (const variable of usable.find(({ template }) => template === chosen)?.variables ?? []) {
    const { name, choices } = variable;
    const question = { key: `server[${chosen}].${name}`, message: `"${name}" in ${chosen}` };
    const value =
      choices.length > 1
        ? await questions.choose({
            ...question,
            choices: choices.map((each) => ({ value: each, label: each })),
            ...(choices.includes(variable.default) && { initial: variable.default }),
          })
        : await questions.text({
            ...question,
            initial: variable.default,
            check: (text) => (text === '' ? 'Enter a value.' : undefined),
          });
    values.set(name, value);
  }
  return filledUrl(chosen, (name) => values.get(name)).replace(/\/+$/, '');
}
