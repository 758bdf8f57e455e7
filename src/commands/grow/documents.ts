import { addJsonItem } from '../../edit/json.js';
import { addToolRow } from '../../edit/readme.js';
import { tablesOf } from '../../edit/table-row.js';
import type { ProviderModel } from '../../model/project.js';
import type { ToolSpec } from '../../model/spec.js';
import { toolTable } from '../../render/context/provider.js';
import { printers } from '../../render/printers.js';
import { jsonWithin } from '../../render/json.js';
import type { Additions } from '../../spec/defaults.js';
import { displayNameOf } from '../../spec/defaults.js';
import type { Insertion } from './insertions.js';
import { definitionsOf, namesOf } from './definitions.js';
import type { GrowingProject } from './project.js';

const README = 'README.md';
/** Of a tool in the record, as it is generated. */
const ITEM_MARGIN = ' '.repeat(8);

/** Rows of the README's table of tools; a README without one is somebody's own, and left alone. */
export async function readmeRows(
  project: GrowingProject,
  provider: ProviderModel,
  tools: readonly ToolSpec[],
): Promise<{ rows: Insertion[]; notes: string[] }> {
  const present = namesOf(definitionsOf(provider).tools);
  const added = tools.filter(({ name }) => !present.includes(name));
  const text = await project.read(README);
  const isListed = present.length === 0 || (text !== null && tablesOf(text, present).length > 0);
  if (text === null || !isListed) {
    const missing = `${README} has no table of the tools of "${provider.name}": no row was added.`;
    const lines = text === null ? '' : toolTable(added);
    return { rows: [], notes: added.length > 0 ? [leftOut(missing, lines)] : [] };
  }
  const title = printers.md(displayName(project, provider));
  const rows = added.map((tool, index): Insertion => {
    const subject = {
      title,
      tools: [...present, ...added.slice(0, index).map(({ name }) => name)],
    };
    const table = toolTable([tool]);
    return {
      path: README,
      where: `in the table of the tools of "${provider.name}"`,
      lines: table.split('\n').at(-1) ?? '',
      edit: (current) => addToolRow(current, tool.name, table, subject),
    };
  });
  return { rows, notes: [] };
}

/** A note on lines that were not added: people may want them somewhere else. */
export const leftOut = (says: string, lines: string): string =>
  lines === ''
    ? says
    : [says, ...lines.split('\n').map((line) => `    ${line}`.trimEnd())].join('\n');

/** A provider's name for people, as the project says it now. */
export function displayName({ recorded }: GrowingProject, provider: ProviderModel): string {
  const { config } = provider.project.documents;
  const configured = config?.get('providers', provider.name, 'name');
  if (configured?.is === 'scalar' && typeof configured.value === 'string') return configured.value;
  return recorded.get(provider.name)?.displayName ?? displayNameOf(provider.name);
}

/** Specs of what is added, in `.mcp-provider.json`, where that has the provider. */
export function recordInsertions(
  { model }: GrowingProject,
  provider: string,
  additions: Additions,
): Insertion[] {
  const { state } = model.documents;
  return (['tools', 'resources', 'prompts'] as const).flatMap((list) => {
    const isRecorded = state?.get('providers', provider, list)?.is === 'list';
    // What cannot be read is refused where it is edited.
    if (!state || (!isRecorded && state.problems.length === 0)) return [];
    return additions[list].map((spec): Insertion => {
      const text = jsonWithin(spec, ITEM_MARGIN);
      return {
        path: '.mcp-provider.json',
        where: `in providers.${provider}.${list}`,
        lines: text,
        edit: (current) =>
          addJsonItem(current, ['providers', provider, list], { name: spec.name, json: text }),
      };
    });
  });
}
