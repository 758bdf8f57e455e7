import { MAX_TOKENS, MAX_TOOLS, TOOL_COUNTS } from '../../../runtime/src/utils/client-limits.js';
import { objectOrEmpty } from '../../../runtime/src/utils/is-object.js';
import { untilUsable, UnusableAnswerError } from '../../interview/unusable-answer.js';
import { type AllowedHosts, askHost } from '../../kinds/api/hosts.js';
import type { CommandContext, CommandLine } from '../../model/command.js';
import { kindNamed, kindStyles } from '../../model/kinds-and-styles.js';
import type { Questions } from '../../model/questions.js';
import { pluralize } from '../../model/text/pluralize.js';
import { expandUrl, type Server } from '../../openapi/document/servers.js';
import type { ImportedTool } from '../../openapi/import.js';
import { nonBlankText } from '../../openapi/model.js';
import { selectionPatterns, tagsBySize, toolTag } from '../../openapi/select-operations.js';
import { checkProvider } from '../../spec/check.js';
import { readFlags } from '../../spec/flags.js';
import type { ProviderDraft } from '../../spec/flags/draft.js';
import { askStatedAuth } from '../../spec/questions/auth.js';
import { askProvider } from '../../spec/questions/provider.js';
import { changedFlags } from '../../spec/to-flags.js';
import { kindsAndStyles } from '../kinds-and-styles.js';
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
import { importedDocumentProvider } from './provider.js';
import { shownTokens } from './report.js';

/** Asks for operations of an OpenAPI document, and for values that it does not state. */
export async function askDocument(
  context: Pick<CommandContext, 'host' | 'ui'>,
  commandLine: CommandLine<SourceOptions>,
  questions: Questions,
  fromOpenapi: string,
) {
  const { draft } = readFlags(commandLine.ordered, kindsAndStyles);
  const { include, surface = draft.surface } = draft.surface
    ? {}
    : await untilUsable(questions, () =>
        askServed(context, fromOpenapi, commandLine.options, questions),
      );
  const options = {
    ...commandLine.options,
    fromOpenapi: [fromOpenapi],
    ...(include && { include }),
  };
  const importedDocument = await untilUsable(questions, () =>
    importOpenApi(context, fromOpenapi, options, {
      surface,
      authStyle: draft.auth?.style,
      asksHosts: true,
    }),
  );
  return askMissing(importedDocument, { ...commandLine, options }, questions, {
    ...draft,
    ...(surface && { surface }),
  });
}

interface ServingChoice {
  /** Patterns for `--include`; all operations if undefined. */
  include?: string[] | undefined;
  surface?: 'search';
}

/** Asks how operations are served: all of a small document; of a large one, all by search or a selection. */
async function askServed(
  context: Pick<CommandContext, 'host' | 'ui'>,
  file: string,
  options: OpenApiOptions,
  questions: Questions,
): Promise<ServingChoice> {
  const { allOperations } = await readOperations(context, file, options, {});
  const { chosen: tools } = withoutFaultyOperations(allOperations.tools, options);
  const isStated = options.include !== undefined || options.exclude !== undefined;
  if (tools.length < 2 || isStated) return {};
  const sizes = new Map(tools.map((tool) => [tool.name, shownTokens(tool)]));
  const isLarge = isAboveLimits(tools.length, sum(sizes.values()));
  if (isLarge) {
    questions.note(sizeText(sizes));
    const answer = await questions.choose<'search' | 'selection'>({
      key: 'surface',
      message: 'How are they served?',
      choices: [
        { value: 'search', label: 'Search', hint: 'a few tools find an operation, and call it' },
        { value: 'selection', label: 'Selection', hint: 'choose operations as tools' },
      ],
    });
    if (answer === 'search') return { surface: 'search' };
  }
  return { include: await askOperations(questions, { allOperations, tools, sizes, isLarge }) };
}

/** Returns whether the tools exceed the limits of clients. @param tokens of all definitions */
const isAboveLimits = (tools: number, tokens: number): boolean =>
  tools > MAX_TOOLS || tokens > MAX_TOKENS.provider;

const sum = (numbers: Iterable<number>) =>
  [...numbers].reduce((total, number) => total + number, 0);
const formatCount = (count: number) => count.toLocaleString('en');

const LIMITS = `${MAX_TOOLS} tools (${TOOL_COUNTS.find(({ limit }) => limit === MAX_TOOLS)?.client ?? 'some clients'}), about ${formatCount(MAX_TOKENS.provider)} tokens`;

/** Returns a text about the size of the tools. @param sizes tokens of each tool */
function sizeText(sizes: ReadonlyMap<string, number>): string {
  const [largest = ['', 0]] = [...sizes].toSorted(([, a], [, b]) => b - a);
  return [
    `All ${formatCount(sizes.size)} as tools: about ${formatCount(sum(sizes.values()))} tokens in every conversation.`,
    `The largest, "${largest[0]}", has ${formatCount(largest[1])}.`,
    `Usual limits: ${LIMITS}.`,
  ].join('\n');
}

/** Asks for operations. @returns patterns for the selection; undefined for all operations */
async function askOperations(
  questions: Questions,
  {
    allOperations,
    tools,
    sizes,
    isLarge,
  }: Pick<DocumentOperations, 'allOperations'> & {
    tools: readonly ImportedTool[];
    sizes: ReadonlyMap<string, number>;
    isLarge: boolean;
  },
): Promise<string[] | undefined> {
  const byTag = tagsBySize(tools).flatMap(({ name: group }) =>
    tools.filter((tool) => toolTag(tool) === group).map((tool) => ({ ...tool, group })),
  );
  const tokensIn = (names: readonly string[]) => sum(names.map((name) => sizes.get(name) ?? 0));
  const values = await questions.chooseSeveral({
    key: 'tools',
    message: 'Tools',
    choices: byTag.map(({ name, key, description, group }) => ({
      value: name,
      label: `${name}  ${key}`,
      hint: `${formatCount(sizes.get(name) ?? 0)} tokens: ${description}`,
      ...(isLarge && { group }),
    })),
    initial: isLarge ? [] : tools.map(({ name }) => name),
    isDerived: !isLarge,
    change: 'Change the tools',
    status: (names) =>
      `${names.length} of ${pluralize(tools.length, 'tool')}, about ${formatCount(tokensIn(names))} tokens`,
    check: manyToolsCheck(tokensIn),
  });
  const selectedTools = tools.filter(({ name }) => values.includes(name));
  const includesAll =
    selectedTools.length === allOperations.tools.length && tools.length <= MAX_TOOLS;
  return includesAll ? undefined : selectionPatterns(selectedTools, allOperations.tools);
}

/**
 * Returns a check that rejects too many tools once, so that a second confirmation accepts them.
 * @param tokensIn tokens of tools
 */
function manyToolsCheck(
  tokensIn: (names: readonly string[]) => number,
): (values: readonly string[]) => string | undefined {
  let lastWarning = '';
  return (values) => {
    if (values.length === 0) return 'Select at least one.';
    const answer = values.join();
    const tokens = tokensIn(values);
    if (!isAboveLimits(values.length, tokens) || answer === lastWarning) return undefined;
    lastWarning = answer;
    return `${pluralize(values.length, 'tool')} with ${formatCount(tokens)} tokens exceed the usual limits: ${LIMITS}. Press Enter again to select them.`;
  };
}

async function askMissing(
  document: OpenApiImport,
  commandLine: CommandLine<SourceOptions>,
  questions: Questions,
  statedDraft: ProviderDraft,
) {
  const { provider } = document;
  const { auth, name, displayName, description, baseUrl: stands, ...otherValues } = provider;
  const baseUrl = (await askServer(questions, document.allOperations.servers)) ?? stands;
  const styles = kindStyles(kindNamed('api', kindsAndStyles.kinds), kindsAndStyles.styles);
  const style = nonBlankText(auth?.style);
  const signIn = style && (await askStatedAuth(questions, styles, { ...auth, style }));
  const writtenProvider = await askProvider(questions, kindsAndStyles, {
    stated: {
      ...otherValues,
      ...(signIn && { auth: signIn }),
      ...statedDraft,
      tools: [],
      kind: 'api',
    },
    suggested: { name, displayName, description, baseUrl },
    asksTools: false,
  });
  const allowedHosts: AllowedHosts = {
    baseUrls: [String(objectOrEmpty(writtenProvider).baseUrl)],
    authStyle: writtenProvider.auth.style,
    allowHost: commandLine.options.allowHost,
  };
  const allowHost = [...(allowedHosts.allowHost ?? [])];
  for (const [host, count] of otherHosts(document.tools, allowedHosts)) {
    const requests = `Requests of ${pluralize(count, 'operation')}`;
    if (await askHost(questions, host, { requests, otherwise: LEAVE_OUT })) allowHost.push(host);
  }
  const importedDocument = withoutOtherHosts(document, { ...allowedHosts, allowHost });
  if (importedDocument.tools.length === 0)
    throw new UnusableAnswerError('Without this host, there are no tools.');
  const tools = importedDocument.tools.map(({ tool }) => tool);
  const checkedProvider = checkProvider(
    { ...writtenProvider, tools },
    kindsAndStyles,
    draftSource(importedDocument.tools),
  );
  const documentProvider = importedDocumentProvider(checkedProvider, importedDocument);
  return {
    providers: [documentProvider],
    imported: [documentProvider],
    commandLine: {
      ...commandLine,
      options: { ...commandLine.options, ...(allowHost.length > 0 && { allowHost }) },
      ordered: changedFlags(checkedProvider.spec, provider, kindsAndStyles),
    },
  };
}

const LEAVE_OUT = 'Leave them out';

/** Asks for the server of a document and its variables. @returns undefined if there is nothing to ask */
export async function askServer(
  questions: Questions,
  servers: readonly Server[],
): Promise<string | undefined> {
  const usable = servers.filter(
    ({ needs, variables }) => needs === 'nothing' || variables.length > 0,
  );
  const [first, second] = usable;
  if (!first || (!second && first.variables.length === 0)) return undefined;
  const serverUrl = second
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
  for (const variable of usable.find(({ template }) => template === serverUrl)?.variables ?? []) {
    const { name, choices } = variable;
    const question = { key: `server[${serverUrl}].${name}`, message: `"${name}" in ${serverUrl}` };
    const value =
      choices.length > 1
        ? await questions.choose({
            ...question,
            choices: choices.map((choice) => ({ value: choice, label: choice })),
            ...(choices.includes(variable.default) && { initial: variable.default }),
          })
        : await questions.text({
            ...question,
            initial: variable.default,
            check: (text) => (text === '' ? 'Enter a value.' : undefined),
          });
    values.set(name, value);
  }
  return expandUrl(serverUrl, (name) => values.get(name)).replace(/\/+$/, '');
}
