import { effectOfTool } from '../../runtime/src/call/tool-effect.js';
import type { ObjectSchema } from '../model/json-schema.js';
import type { DescribedTool } from '../model/kind.js';
import type { ImportOrigin } from '../model/spec.js';
import { onceDuration } from '../model/tool-options.js';
import { printers } from './printers.js';

/** Returns the Markdown table of tools; empty if there are none. */
export function toolTable(tools: readonly DescribedTool[]): string {
  const rows = tools.map((tool) => [
    `\`${tool.name}\``,
    printers.md(rowText(tool.description)),
    argumentList(tool),
    changeText(tool),
  ]);
  return rows.length === 0
    ? ''
    : printers.mdTable(['tool', 'description', 'arguments', 'changes data'], rows);
}

/** Maximum length of a description in a row, unless its first sentence is longer. */
const MAX_DESCRIPTION_LENGTH = 120;

/** Returns the first sentences of a description: with long rows, nobody reads the table. */
function rowText(description: string): string {
  const [first = '', ...sentences] = description.split(/(?<=[.!?])\s+(?=\p{Lu})/u);
  let text = first;
  for (const sentence of sentences) {
    if (text.length + sentence.length >= MAX_DESCRIPTION_LENGTH) break;
    text += ` ${sentence}`;
  }
  return text;
}

const EFFECTS = { reads: 'no', writes: 'yes', destroys: 'yes, destructive' } as const;

/** Returns whether a tool changes data, and what is special about its calls. */
function changeText(tool: DescribedTool): string {
  const { annotations, confirm, asks = confirm === undefined ? '' : 'asks first', task } = tool;
  const once = onceDuration(tool);
  return [
    EFFECTS[effectOfTool(annotations)],
    ...(asks === '' ? [] : [asks]),
    ...(once === undefined ? [] : [`once in ${once}`]),
    ...(task ? ['as a task'] : []),
  ].join(', ');
}

/** Maximum number of arguments in a row. */
const MAX_ARGUMENTS = 8;

/** Returns names as code; names of optional arguments end with a question mark. */
function argumentList({ inputSchema, fields = false }: DescribedTool): string {
  const { properties = {}, required = [] }: Partial<ObjectSchema> = inputSchema ?? {};
  const names = [...Object.keys(properties), ...(fields ? ['fields'] : [])].map(
    (name) => `\`${name}${required.includes(name) ? '' : '?'}\``,
  );
  const omittedCount = names.length - MAX_ARGUMENTS;
  return [
    ...names.slice(0, MAX_ARGUMENTS),
    ...(omittedCount > 0 ? [`${omittedCount} more`] : []),
  ].join(', ');
}

/** Returns a line such as ``Prompts: `sum_up`.``; empty if there are none. */
export const listLine = (label: string, items: readonly string[]): string =>
  items.length === 0 ? '' : `${label}: ${items.map((item) => `\`${item}\``).join(', ')}.`;

/** Returns Markdown lines with resources and prompts. */
export const listLines = ({
  resources = [],
  prompts = [],
}: {
  resources?: readonly { uri?: string | undefined; uriTemplate?: string | undefined }[] | undefined;
  prompts?: readonly { name: string }[] | undefined;
}): string[] =>
  [
    listLine(
      'Resources',
      resources.map(({ uri, uriTemplate = '' }) => uri ?? uriTemplate),
    ),
    listLine(
      'Prompts',
      prompts.map(({ name }) => name),
    ),
  ].filter(Boolean);

/** Returns Markdown for the README about the source of a provider's imported tools, and how to update them. */
export function originText(
  origin: ImportOrigin,
  provider: string,
  { cli }: { cli: string },
): string {
  if (origin.kind === 'database')
    return `The tools come from the tables of the database, as \`database.lock.json\` records them. \`${cli} import database --check\` shows what has changed since, and \`${cli} import database\` merges it into the code.`;
  if (origin.kind === 'service') return origin.token;
  if (origin.kind === 'server') return ''; // the kind's text in the README states it
  const { server, ...document } = origin;
  if (server)
    return `${originText(document, provider, { cli })}\n\nRequests go to ${codeSpan(server.url)}, which is ${codeSpan(server.template)} with the defaults of the document. If your server is another, change \`base_url\` in \`provider-config.yaml\` and \`baseUrl\` in \`tests/${provider}.test.ts\`.`;
  const { path, isCopy = false } = document;
  if (path !== undefined && !isCopy)
    return `The tools come from ${codeSpan(path)}. \`${cli} import openapi --check\` shows what has changed in it since, and \`${cli} import openapi\` merges it into the code.`;
  const copy = path === undefined ? '' : `; \`${path}\` is a copy`;
  return `The tools come from an OpenAPI document${copy}. \`${cli} import openapi FILE --name ${provider} --check\` shows what a newer document changes. Without \`--check\`, the command merges it into the code.`;
}

/** Returns a code span (CommonMark, 6.1): more backticks than the text has in a row. */
function codeSpan(text: string): string {
  const longest = Math.max(0, ...Array.from(text.matchAll(/`+/g), ([ticks]) => ticks.length));
  const ticks = '`'.repeat(longest + 1);
  return longest === 0 ? ticks + text + ticks : `${ticks} ${text} ${ticks}`;
}
