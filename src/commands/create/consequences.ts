import { effectOfTool } from '../../../runtime/src/call/tool-effect.js';
import type { RemoteTool } from '../../../runtime/src/remote/catalog.js';
import { onlyItem } from '../../../runtime/src/utils/only-item.js';
import { kindOf } from '../../kinds/kind-of.js';
import { remoteCatalogOf } from '../../kinds/mcp/remote-json.js';
import type { DescribedTool, ReviewRow } from '../../model/kind.js';
import type { FileOperation, Plan } from '../../model/plan.js';
import type { ProviderSpec } from '../../model/spec.js';
import { pluralize } from '../../model/text/pluralize.js';
import { oneLine } from '../../model/text/table.js';
import { cutToWidth, textWidth } from '../../model/text/text-width.js';
import { wrapText } from '../../model/text/wrap.js';
import { definitionTokens } from '../../remote/discovery.js';
import { styleOf } from '../../styles/style-of.js';
import type { ProjectRequest } from './read.js';

/** Maximum number of tools that are listed one by one. */
const MAX_LISTED = 4;
/** Columns of a label with the gap after it, and of the frame around all rows. */
const LABEL = 12;
const FRAME = 4;

/** Returns rows about a new project: what it serves and to whom, where requests go, and which files are written. */
export function summaryRows(
  { project, imported = [], place }: ProjectRequest,
  plans: readonly Plan[],
  directory: string,
): ReviewRow[] {
  const { providers } = project;
  return [
    ...nameRow(providers),
    ...servesRows(providers),
    ...userRows(providers),
    ...(project.demo
      ? [{ label: 'Data', text: 'in memory, until the server stops' }]
      : providers.flatMap((spec) =>
          (kindOf(spec.kind).reviewRows?.(spec) ?? []).map((row) =>
            providers.length > 1 && row.label !== ''
              ? { ...row, text: `${spec.name}: ${row.text}` }
              : row,
          ),
        )),
    ...imported.flatMap((provider) => provider.reviewRows?.(place) ?? []),
    { label: 'Writes', text: writesText(plans, directory) },
  ];
}

/** Returns a row with the name of the only provider, which its folder, its entry and its variables have. */
function nameRow(providers: readonly ProviderSpec[]): ReviewRow[] {
  const onlyProvider = onlyItem(providers);
  return onlyProvider
    ? [{ label: 'Provider', text: `${onlyProvider.name} ("${onlyProvider.displayName}")` }]
    : [];
}

function servesRows(providers: readonly ProviderSpec[]): ReviewRow[] {
  const tools = providers.flatMap(servedTools);
  const size = ({ inputSchema = { type: 'object' }, ...tool }: ShownTool) =>
    definitionTokens({ ...tool, inputSchema });
  const tokens = providers.flatMap(shownTools).reduce((sum, tool) => sum + size(tool), 0);
  const otherParts = (['resources', 'prompts'] as const).flatMap((list) => {
    const count = providers.reduce((sum, spec) => sum + spec[list].length, 0);
    return count === 0 ? [] : [pluralize(count, list.slice(0, -1))];
  });
  const isShort = tools.length <= MAX_LISTED && providers.length === 1;
  const rows = [
    ...(isShort ? toolRows(providers, tools) : []),
    tools.length === 0
      ? 'no tools yet'
      : providers.every(({ surface }) => surface === 'search')
        ? `${pluralize(tools.length, 'operation')}, which a few tools find and call${effectsText(tools)}`
        : `${pluralize(tools.length, 'tool')}, about ${tokens.toLocaleString('en')} tokens${effectsText(tools)}`,
    ...(otherParts.length > 0 ? [otherParts.join(', ')] : []),
  ];
  return rows.map((text, index) => ({ label: index === 0 ? 'Serves' : '', text }));
}

/** Returns the tools of the spec, and those that its kind serves in addition. */
const servedTools = (spec: ProviderSpec): readonly DescribedTool[] => [
  ...spec.tools,
  ...(kindOf(spec.kind).serve?.definitions?.(spec).tools ?? []),
];

type ShownTool = Pick<RemoteTool, 'name' | 'description'> & { inputSchema?: object };

/** Returns the tools as models see them; tools of a server have the server's texts. */
const shownTools = (spec: ProviderSpec): readonly ShownTool[] =>
  spec.origin?.kind === 'server' ? (remoteCatalogOf(spec).tools ?? []) : servedTools(spec);

/** Returns rows such as `create_order   POST /v1/orders · sku!, note`. */
function toolRows(providers: readonly ProviderSpec[], tools: readonly DescribedTool[]): string[] {
  const width = Math.max(0, ...tools.map(({ name }) => name.length));
  return tools.map((tool) => {
    const requestTexts = providers.flatMap(({ tools: providerTools, kind }) =>
      providerTools
        .filter((providerTool) => providerTool === tool)
        .map((providerTool) => kindOf(kind).spec.tool?.option.write(providerTool)),
    );
    const names = argumentList(tool);
    const call = [requestTexts[0] ?? tool.description, ...(names === '' ? [] : [names])].join(
      ' · ',
    );
    return `${tool.name.padEnd(width)}   ${oneLine(call)}`;
  });
}

/** Returns arguments such as `sku!, note`, where `!` marks the required ones. */
function argumentList({ inputSchema }: DescribedTool): string {
  const { properties = {}, required = [] } = inputSchema ?? {};
  return Object.keys(properties)
    .map((name) => (required.includes(name) ? `${name}!` : name))
    .join(', ');
}

const EFFECT_VERBS = { reads: 'reads', writes: 'adds', destroys: 'changes data' } as const;

/** Returns the summary of effects, such as `: 1 reads, 2 change data`. */
function effectsText(tools: readonly DescribedTool[]): string {
  const counts = new Map<string, number>();
  for (const { annotations } of tools) {
    const effect = EFFECT_VERBS[effectOfTool(annotations)];
    counts.set(effect, (counts.get(effect) ?? 0) + 1);
  }
  const verbFor = (effect: string, count: number) =>
    count === 1 ? effect : effect.replace(/s\b/, '');
  const onlyEffect = onlyItem(counts);
  if (onlyEffect)
    return tools.length === 1 ? `: ${onlyEffect[0]}` : `, all ${verbFor(...onlyEffect)}`;
  return `: ${[...counts].map(([effect, count]) => `${count} ${verbFor(effect, count)}`).join(', ')}`;
}

function userRows(providers: readonly ProviderSpec[]): ReviewRow[] {
  const [commonText = '', another] = unique(providers.map(usersText));
  return another === undefined
    ? [{ label: 'To', text: commonText }]
    : providers.map((spec, index) => ({
        label: index === 0 ? 'To' : '',
        text: `${spec.name}: ${usersText(spec)}`,
      }));
}

/** Returns a text about who can use a provider once it runs on this computer. */
function usersText({ auth }: ProviderSpec): string {
  const { label, storesCredentials } = styleOf(auth);
  const [name = '', explanation = ''] = label.split(': ');
  return storesCredentials
    ? `you, on this computer. Each user signs in with ${styleOf(auth).summary?.(auth) ?? name.replace(/^[AE]/, (first) => first.toLowerCase())}`
    : `you, on this computer; ${explanation}`;
}

function writesText([plan, repositoryPlan]: readonly Plan[], directory: string): string {
  const paths = (ofPlan: Plan | undefined, operation: FileOperation['do']) =>
    (ofPlan?.ops ?? []).filter((op) => op.do === operation).map(({ path }) => path);
  const directoryText = directory === '.' ? 'this directory' : directory;
  const repositoryPaths = paths(repositoryPlan, 'create').map(
    (path) => ` and ${path} of the repository`,
  );
  const files = `${pluralize(paths(plan, 'create').length, 'file')} to ${directoryText}${repositoryPaths.join('')}`;
  const changedPaths = [...paths(plan, 'update'), ...paths(repositoryPlan, 'update')];
  return changedPaths.length === 0 ? files : `${files}; adds to ${changedPaths.join(', ')}`;
}

const unique = (texts: readonly string[]) => [...new Set(texts)];

/** Returns rows with their labels in one column, each label once. Long texts continue below their first word. */
export function consequenceText(rows: readonly ReviewRow[], columns: number): string {
  const width = Math.max(columns - FRAME - LABEL, 20);
  return rows
    .map(({ label: statedLabel, text }, index) => {
      const label = rows[index - 1]?.label === statedLabel ? '' : statedLabel;
      const gap = ' '.repeat(Math.max(LABEL - textWidth(label), 1));
      const isTable = /\S {3,}\S/.test(text);
      const lines = isTable
        ? cutToWidth(text, width)
        : withBrokenWords(wrapText(text, width), width);
      return `${label}${gap}${lines.replaceAll('\n', `\n${' '.repeat(LABEL)}`)}`;
    })
    .join('\n');
}

/** Returns a text with words split that are wider than a line, such as paths. */
const withBrokenWords = (text: string, width: number) =>
  text.replaceAll(new RegExp(`\\S{${width}}(?=\\S)`, 'g'), '$&\n');
