import type { RemoteTool } from '../../../runtime/src/remote/catalog.js';
import { kindOf } from '../../kinds/kind-of.js';
import { catalogIn } from '../../kinds/mcp/catalog.js';
import { pluralize } from '../../model/counted.js';
import type { DescribedTool, ReviewRow } from '../../model/kind.js';
import type { Op, Plan } from '../../model/plan.js';
import type { ProviderSpec } from '../../model/spec.js';
import { cutToWidth, textWidth } from '../../model/text-width.js';
import { wrappedText } from '../../model/wrap.js';
import { tokensOf } from '../../remote/discovery.js';
import { styleOf } from '../../styles/style-of.js';
import type { ProjectRequest } from './read.js';

/** Tools that are listed one by one. */
const MOST_LISTED = 4;
/** Of labels, with the gap behind them, and of the frame around all. */
const LABEL = 12;
const FRAME = 4;

/** What a project will be, in rows: what it serves, to whom, where requests go, and what is written. */
export function consequences(
  { project, imported = [], place }: ProjectRequest,
  plans: readonly Plan[],
  directory: string,
): ReviewRow[] {
  const { providers } = project;
  return [
    ...nameRow(providers),
    ...serves(providers),
    ...usersOf(providers),
    ...(project.demo
      ? [{ label: 'Data', text: 'in memory, until the server stops' }]
      : providers.flatMap((spec) =>
          (kindOf(spec.kind).tells?.(spec) ?? []).map((row) =>
            providers.length > 1 && row.label !== ''
              ? { ...row, text: `${spec.name}: ${row.text}` }
              : row,
          ),
        )),
    ...imported.flatMap((one) => one.tells?.(place) ?? []),
    { label: 'Writes', text: written(plans, directory) },
  ];
}

/** The name of the only provider: of its folder, its entry and its variables. */
const nameRow = ([only, another]: readonly ProviderSpec[]): ReviewRow[] =>
  only && !another ? [{ label: 'Provider', text: `${only.name} ("${only.displayName}")` }] : [];

function serves(providers: readonly ProviderSpec[]): ReviewRow[] {
  const tools = providers.flatMap(toolsOf);
  const size = ({ inputSchema = { type: 'object' }, ...tool }: ShownTool) =>
    tokensOf({ ...tool, inputSchema });
  const tokens = providers.flatMap(shownTools).reduce((sum, tool) => sum + size(tool), 0);
  const others = (['resources', 'prompts'] as const).flatMap((list) => {
    const count = providers.reduce((sum, spec) => sum + spec[list].length, 0);
    return count === 0 ? [] : [pluralize(count, list.slice(0, -1))];
  });
  const isShort = tools.length <= MOST_LISTED && providers.length === 1;
  const rows = [
    ...(isShort ? listed(providers, tools) : []),
    tools.length === 0
      ? 'no tools yet'
      : providers.every(({ surface }) => surface === 'search')
        ? `${pluralize(tools.length, 'operation')}, which a few tools find and call${effects(tools)}`
        : `${pluralize(tools.length, 'tool')}, about ${tokens.toLocaleString('en')} tokens${effects(tools)}`,
    ...(others.length > 0 ? [others.join(', ')] : []),
  ];
  return rows.map((text, index) => ({ label: index === 0 ? 'Serves' : '', text }));
}

/** The tools of its spec, and those that its kind serves beside them. */
const toolsOf = (spec: ProviderSpec): readonly DescribedTool[] => [
  ...spec.tools,
  ...(kindOf(spec.kind).serve?.serving?.(spec).tools ?? []),
];

type ShownTool = Pick<RemoteTool, 'name' | 'description'> & { inputSchema?: object };

/** As models see them: those of a server are described in its words. */
const shownTools = (spec: ProviderSpec): readonly ShownTool[] =>
  spec.origin?.kind === 'server' ? (catalogIn(spec).tools ?? []) : toolsOf(spec);

/** `create_order   POST /v1/orders · sku!, note` */
function listed(providers: readonly ProviderSpec[], tools: readonly DescribedTool[]): string[] {
  const width = Math.max(0, ...tools.map(({ name }) => name.length));
  return tools.map((tool) => {
    const spec = providers.flatMap(({ tools: own, kind }) =>
      own.filter((one) => one === tool).map((one) => kindOf(kind).spec.tool?.option.write(one)),
    );
    const names = argumentsOf(tool);
    const call = [spec[0] ?? tool.description, ...(names === '' ? [] : [names])].join(' · ');
    return `${tool.name.padEnd(width)}   ${call}`;
  });
}

/** `sku!, note`: with those that are required. */
function argumentsOf({ inputSchema }: DescribedTool): string {
  const { properties = {}, required = [] } = inputSchema ?? {};
  return Object.keys(properties)
    .map((name) => (required.includes(name) ? `${name}!` : name))
    .join(', ');
}

/** `: 1 reads, 2 change` */
function effects(tools: readonly DescribedTool[]): string {
  const counts = new Map<string, number>();
  for (const { annotations = {} } of tools) {
    const effect = annotations.readOnlyHint
      ? 'reads'
      : annotations.destructiveHint === false
        ? 'adds'
        : 'changes data';
    counts.set(effect, (counts.get(effect) ?? 0) + 1);
  }
  const says = (effect: string, count: number) =>
    count === 1 ? effect : effect.replace(/s\b/, '');
  const [only, another] = [...counts];
  if (only && !another) return tools.length === 1 ? `: ${only[0]}` : `, all ${says(...only)}`;
  return `: ${[...counts].map(([effect, count]) => `${count} ${says(effect, count)}`).join(', ')}`;
}

function usersOf(providers: readonly ProviderSpec[]): ReviewRow[] {
  const [same = '', another] = unique(providers.map(users));
  return another === undefined
    ? [{ label: 'To', text: same }]
    : providers.map((spec, index) => ({
        label: index === 0 ? 'To' : '',
        text: `${spec.name}: ${users(spec)}`,
      }));
}

/** Who can use a provider once it runs on this computer. */
function users({ auth }: ProviderSpec): string {
  const { label, storesCredentials } = styleOf(auth);
  const [name = '', about = ''] = label.split(': ');
  return storesCredentials
    ? `you, on this computer. Each user signs in: ${styleOf(auth).tells?.(auth) ?? name}`
    : `you, on this computer; ${about}`;
}

function written([plan, beside]: readonly Plan[], directory: string): string {
  const paths = (of: Plan | undefined, what: Op['do']) =>
    (of?.ops ?? []).filter((op) => op.do === what).map(({ path }) => path);
  const where = directory === '.' ? 'this directory' : directory;
  const outside = paths(beside, 'create').map((path) => ` and ${path} of the repository`);
  const files = `${pluralize(paths(plan, 'create').length, 'file')} to ${where}${outside.join('')}`;
  const changed = [...paths(plan, 'update'), ...paths(beside, 'update')];
  return changed.length === 0 ? files : `${files}; adds to ${changed.join(', ')}`;
}

const unique = (texts: readonly string[]) => [...new Set(texts)];

/** Rows with their labels in one column, each once; what is longer goes on below its first word. */
export function consequenceText(rows: readonly ReviewRow[], columns: number): string {
  const width = Math.max(columns - FRAME - LABEL, 20);
  return rows
    .map(({ label: stated, text }, index) => {
      const label = rows[index - 1]?.label === stated ? '' : stated;
      const gap = ' '.repeat(Math.max(LABEL - textWidth(label), 1));
      const isTable = /\S {3,}\S/.test(text);
      const lines = isTable ? cutToWidth(text, width) : broken(wrappedText(text, width), width);
      return `${label}${gap}${lines.replaceAll('\n', `\n${' '.repeat(LABEL)}`)}`;
    })
    .join('\n');
}

/** Words that are wider than a line, such as paths, go on in the next one. */
const broken = (text: string, width: number) =>
  text.replaceAll(new RegExp(`\\S{${width}}(?=\\S)`, 'g'), '$&\n');
