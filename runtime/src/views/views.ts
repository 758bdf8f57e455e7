import type { ProtocolResult } from '../call/define/definitions.js';
import type { ListedTool } from '../call/lists/lists.js';
import { nodeCrypto } from '../node/node-module.js';
import { objectOrEmpty } from '../utils/is-object.js';
import { PAGE } from './page.gen.js';

/** Type of the resources of MCP Apps (SEP-1865). */
const MIME_TYPE = 'text/html;profile=mcp-app';
/** Longest view in characters; what exceeds it is left out of the definition in it, and the host states the rest. */
const MAX_CHARACTERS = 39_000;

/** A reading tool that rows with `member` link to: its value is the one argument that the tool requires. */
interface Lead {
  name: string;
  title: string;
  argument: string;
  type: string;
  member: string;
}

/** A view, by the definition from which it was made. */
const views = new WeakMap<ListedTool, { leads: string; html: string; uri: string }>();

/**
 * Adds to tools the URI of their view: `_meta.ui.resourceUri`, and `ui/resourceUri` for older hosts.
 * @param visibleTools all tools in the list of this caller
 * @param hasView whether the tool of a name has a view
 */
export function withViews(
  provider: string,
  visibleTools: readonly ListedTool[],
  hasView: (name: string) => boolean,
): ListedTool[] {
  return visibleTools.map((tool) => {
    if (!hasView(tool.name)) return tool;
    const { uri } = viewOf(provider, tool, visibleTools);
    const meta = objectOrEmpty(tool._meta);
    return { ...tool, _meta: { ...meta, ui: { resourceUri: uri }, 'ui/resourceUri': uri } };
  });
}

/** Returns the view of a tool as MCP `ReadResourceResult`; undefined if this caller has no such tool. */
export function viewContents(
  provider: string,
  visibleTools: readonly ListedTool[],
  name: string,
  uri: string,
): ProtocolResult | undefined {
  const tool = visibleTools.find((visibleTool) => visibleTool.name === name);
  if (!tool) return undefined;
  const { html } = viewOf(provider, tool, visibleTools);
  // Empty lists: the page loads nothing. Without them, hosts warn.
  const csp = { connectDomains: [], resourceDomains: [] };
  const _meta = { ui: { csp, prefersBorder: true } };
  return { contents: [{ uri, mimeType: MIME_TYPE, text: html, _meta }] };
}

function viewOf(provider: string, tool: ListedTool, visibleTools: readonly ListedTool[]) {
  const leads = JSON.stringify(leadsOf(tool, visibleTools));
  const cached = views.get(tool);
  if (cached?.leads === leads) return cached;
  const data = dataOf(tool, leads);
  const html = PAGE.join(data.replaceAll('<', String.raw`\u003c`)); // ends no element
  // Hosts keep a view by its URI.
  const hash = nodeCrypto().createHash('sha256').update(html).digest('hex').slice(0, 8);
  const uri = `ui://${provider}/${encodeURIComponent(tool.name)}/${hash}`;
  const view = { leads, html, uri };
  views.set(tool, view);
  return view;
}

/** Returns the data of the page, with as much of the definition as fits. */
function dataOf(
  { name, title, annotations, inputSchema, outputSchema }: ListedTool,
  leads: string,
) {
  const identity = { name, title, annotations };
  const room = MAX_CHARACTERS - PAGE.join('').length;
  const definitions = [
    { ...identity, inputSchema, outputSchema },
    { ...identity, inputSchema, outputSchema: outputSchema && withoutDescriptions(outputSchema) },
    { ...identity, inputSchema },
    identity,
  ];
  const texts = definitions.map((tool) => `{"tool":${JSON.stringify(tool)},"leads":${leads}}`);
  const isFitting = (text: string) => text.replaceAll('<', String.raw`\u003c`).length <= room;
  return texts.find(isFitting) ?? `{"tool":${JSON.stringify({ name, annotations })},"leads":[]}`;
}

const withoutDescriptions = (schema: object): unknown =>
  JSON.parse(
    JSON.stringify(schema, (key, value: unknown) =>
      key === 'description' && typeof value === 'string' ? undefined : value,
    ),
  );

/** Returns the tools that rows of a tool link to, those about one such row first: of `list_orders`, `get_order`. */
function leadsOf({ name, outputSchema }: ListedTool, visibleTools: readonly ListedTool[]): Lead[] {
  const output = outputSchema && JSON.stringify(outputSchema);
  const leads = visibleTools
    .filter((target) => target.name !== name && target.annotations?.readOnlyHint === true)
    .flatMap((target) => leadTo(target, entityOf(name)))
    .filter(({ member }) => output?.includes(JSON.stringify(member)) ?? true);
  const isOfEntity = (lead: Lead) => Number(entityOf(lead.name) === entityOf(name));
  return leads.toSorted((a, b) => isOfEntity(b) - isOfEntity(a));
}

function leadTo({ name, title = name, inputSchema }: ListedTool, entity: string): Lead[] {
  const { required = [], properties = {} } = inputSchema as {
    required?: string[];
    properties?: Record<string, { type?: unknown }>;
  };
  const [argument = '', another] = required;
  const type = properties[argument]?.type;
  const words = wordsOf(argument);
  const last = words.pop() ?? '';
  if (another !== undefined || typeof type !== 'string' || !/^(?:id|key|number|slug)$/.test(last))
    return [];
  const lead = { name, title, argument, type };
  const isOwn = (words.length > 0 ? words.join('_') : entityOf(name)) === entity;
  return [
    ...(words.length > 0 ? [{ ...lead, member: argument }] : []),
    ...(isOwn ? [{ ...lead, member: last }] : []),
  ];
}

/** Returns the noun in the name of a tool, in the singular: `order` of `list_orders`. */
const entityOf = (toolName: string): string =>
  wordsOf(toolName)
    .slice(1)
    .join('_')
    .replace(/ies$/, 'y')
    .replace(/(?<=ss|x|ch|sh)es$|(?<!s)s$/, '');

const wordsOf = (name: string): string[] =>
  name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[_.-]+/);
