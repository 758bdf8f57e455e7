import type { RemoteCatalog } from '../../../runtime/src/remote/catalog.js';
import { isTaskOnly } from '../../../runtime/src/remote/tool-list.js';
import { isUrl } from '../../../runtime/src/utils/addresses.js';
import { withoutInvisible } from '../../../runtime/src/utils/invisible.js';
import type { CommandContext } from '../../model/command.js';
import { incompleteList, selectionRequired, signInRequired } from '../../model/errors/remote.js';
import { snakeCase } from '../../model/names.js';
import type { Questions } from '../../model/questions.js';
import { pluralize } from '../../model/text/pluralize.js';
import { oneLine } from '../../model/text/table.js';
import { isUsableName, type Selection } from '../../remote/compare-catalog.js';
import { discoverTarget, type Sharing } from '../../remote/discover.js';
import {
  definitionTokens,
  type Discovery,
  invalidText,
  type SignInFacts,
} from '../../remote/discovery.js';
import type { DiscoveryOptions } from '../../remote/options.js';

/** Returns the complete discovery of a server. @throws CliError if one of its lists is missing */
export async function completeDiscovery(
  context: CommandContext,
  options: DiscoveryOptions & Sharing,
  target: string,
): Promise<Discovery> {
  const discovery = await discoverTarget(context, [target], options);
  if (discovery.signIn) throw signInRequired(target);
  return usableLists(context, discovery);
}

/**
 * Returns the discovery of a server without parts that cannot be served, which are reported with
 * the reason.
 * @throws CliError `remote/incomplete` if a list is missing, or if no listed tool is usable
 */
export function usableLists({ ui }: Pick<CommandContext, 'ui'>, discovery: Discovery): Discovery {
  const { failures, invalid, tools, prompts } = discovery;
  const [failure] = failures;
  if (failure) throw incompleteList(failure.list, failure.message);
  const first = invalid.find(({ list }) => list === 'tools');
  if (first && tools.length === 0) throw incompleteList('tools', invalidText(first));
  for (const entry of invalid)
    ui.note(`${invalidText(entry)}.${entry.isUsed ? '' : ' It is left out.'}`);
  for (const { name } of tools.filter(isTaskOnly))
    ui.note(`Tool "${oneLine(name)}" runs only as a task, which is not supported. It is left out.`);
  for (const { name } of prompts.filter((prompt) => !isUsableName(prompt.name)))
    ui.note(`Prompt "${name}" has the name of a member of every object. It is left out.`);
  return {
    ...discovery,
    tools: tools.filter((tool) => !isTaskOnly(tool)),
    prompts: prompts.filter(({ name }) => isUsableName(name)),
  };
}

/** Options that select tools; the keys are those of `Selection`. */
type SelectionOptions = { readonly [Key in keyof Selection]?: Selection[Key] | undefined };

/** Asks which tools of a server to serve; all are preselected. @returns their names */
async function chooseTools(
  questions: Questions,
  { tools }: Pick<Discovery, 'tools'>,
): Promise<string[]> {
  const names = tools.map(({ name }) => name);
  if (names.length < 2) return names;
  const tokens = new Map(tools.map((tool) => [tool.name, definitionTokens(tool)]));
  return questions.chooseSeveral({
    key: 'tools',
    message: 'Which tools?',
    choices: tools.map(({ name, description = '' }) => ({
      value: name,
      label: name,
      hint: description,
    })),
    initial: names,
    status: (values) => {
      const sum = values.reduce((total, name) => total + (tokens.get(name) ?? 0), 0);
      return `${values.length} of ${pluralize(names.length, 'tool')}, about ${sum.toLocaleString('en')} tokens`;
    },
  });
}

/**
 * Returns the tools of a server that are served at first: those that options select, or else those
 * that the user selects.
 * @throws CliError `remote/selection` if the selection is ambiguous and no questions are possible
 */
export async function firstSelection(
  { ui, flags, signal }: CommandContext,
  { include = [], exclude = [], rename = [] }: SelectionOptions,
  discovery: Discovery,
  questions?: Questions,
): Promise<Selection> {
  const names = discovery.tools.map(({ name }) => name);
  const isStated = include.length + exclude.length > 0 || flags.yes || names.length < 2;
  if (isStated) return { include, exclude, rename };
  if (!questions && !ui.interactive) throw selectionRequired(names);
  const chosenNames = await chooseTools(questions ?? (await ui.ask(signal)), discovery);
  return { include, exclude: names.filter((name) => !chosenNames.includes(name)), rename };
}

/** Tool definitions of this size, in tokens, fill a quarter of a typical context window. */
const MANY_TOKENS = 50_000;

/** Warns if the tools are more than models can read, and if the instructions name other tools. */
export function reportCatalog(
  { ui }: Pick<CommandContext, 'ui'>,
  catalog: RemoteCatalog,
  discovery: Discovery,
): void {
  const unservedNames = unservedInInstructions(catalog, discovery);
  if (unservedNames.length > 0)
    ui.note(`The instructions name tools that are not served: ${unservedNames.join(', ')}.`);
  const { tools = [] } = catalog;
  const sizes = tools.map((tool) => ({ name: tool.name, tokens: definitionTokens(tool) }));
  const sum = sizes.reduce((total, { tokens }) => total + tokens, 0);
  const [largest] = sizes.toSorted((a, b) => b.tokens - a.tokens);
  if (!largest || sum < MANY_TOKENS) return;
  const [totalTokens, largestTokens] = [sum, largest.tokens].map((count) =>
    count.toLocaleString('en'),
  );
  ui.warn(
    `${pluralize(tools.length, 'tool')} with about ${totalTokens} tokens are too much for most models; the largest, "${largest.name}", has ${largestTokens}. Select tools with --include or --exclude.`,
  );
}

/**
 * Returns names in the instructions of tools that are not selected, and names in code with the
 * prefix of its tools (`get_`), because a server can hide tools from clients that lack a
 * capability.
 */
function unservedInInstructions(
  { instructions = '', ...servedCatalog }: RemoteCatalog,
  { tools }: Discovery,
): string[] {
  const listing = JSON.stringify(servedCatalog);
  const names = tools.map(({ name }) => name);
  const beginnings = names.flatMap((name) => /^[a-z]+[-_.]/i.exec(name)?.[0] ?? []);
  const isLikeTool = (word: string) =>
    names.includes(word) || beginnings.some((prefix) => word.startsWith(prefix));
  const mentionedNames = instructions.match(/\w[\w.-]*\w/g) ?? [];
  const code = Array.from(instructions.matchAll(/`([\w.-]+)`/g), ([, word = '']) => word);
  // Simple names could be ordinary words.
  const isCompound = (word: string) => /[-_.]/.test(word) && names.includes(word);
  const mentions = [...mentionedNames.filter(isCompound), ...code.filter(isLikeTool)];
  return [...new Set(mentions)].filter((name) => !listing.includes(`"${name}"`));
}

/** Returns the sign-in at a server with a known authorization server, where this server registers its client itself. */
export const oauthSettings = ({ issuer, resource, scopes = [] }: SignInFacts) => ({
  style: 'oauth2',
  issuer,
  resource,
  clientAuthentication: 'none',
  registration: 'automatic',
  ...(scopes.length > 0 && { scopes }),
});

/** Returns a provider name from a package: `mcp-servers/everything` → `everything`. */
export const providerName = (name: string): string =>
  snakeCase(name.replace(/^.*\//, '').replace(/[^A-Za-z0-9]+/g, '_'))
    .replace(/^_+|_+$/g, '')
    .replace(/^(?![a-z])/, 'mcp_');

const firstSentence = (text: string | undefined): string | undefined => {
  const [, sentence] = /^\s*(\S[^\n]{0,198}?[.!?])(\s|$)/.exec(text ?? '') ?? [];
  return sentence && onOneLine(sentence);
};

/** Returns a display name of at most 100 characters on one line, so that users see all of it. */
export const displayName = (title: string | undefined): string | undefined =>
  onOneLine(title ?? '').slice(0, 100) || undefined;

/** Returns the description of a provider: what its server states about itself, without a path of this computer. */
export const serverDescription = ({ server }: Pick<Discovery, 'server'>, target: string): string =>
  firstSentence(server?.instructions) ??
  `Tools of ${isUrl(target) ? new URL(target).host : (displayName(server?.title ?? server?.name) ?? 'a program')}.`;

const onOneLine = (text: string): string =>
  withoutInvisible(text)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
