import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a person has changed by hand: the mark is in the file as long as the edit is. */
export interface Edit {
  path: string;
  mark: string;
}

/** One sort of edits of a tool: where it is made, and the text with the mark. */
interface Sort {
  path(tool: Tool): string;
  edit(text: string, mark: string, tool: Tool): string;
}

interface Tool {
  /** As in its code. */
  name: string;
  /** `list-issues` */
  file: string;
  provider: string;
}

const toolFile = ({ provider, file }: Tool) => `src/providers/${provider}/tools/${file}.ts`;
const escaped = (name: string) => name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** What people do to a tool that was imported. */
const SORTS: readonly Sort[] = [
  {
    path: toolFile,
    edit: (text, mark) => text.replace('export const input', `/** ${mark} */\nexport const input`),
  },
  {
    path: toolFile,
    edit: (text, mark) =>
      text.replace(/\n {2}description:\s+(['"])(?:\\.|(?!\1).)*\1,/, `\n  description: '${mark}',`),
  },
  {
    path: toolFile,
    edit: (text, mark) =>
      text.replace(/\.describe\(\s*(['"])(?:\\.|(?!\1).)*\1,?\s*\)/, `.describe('${mark}')`),
  },
  {
    path: ({ provider, file }) => `src/providers/${provider}/api/${file}.ts`,
    edit: (text, mark) =>
      text.replace(
        /\n(?=export const \w+: Call)/,
        `\n/** Own code. */\nexport const ${mark} = 1;\n\n`,
      ),
  },
  {
    path: ({ provider }) => `tests/${provider}.test.ts`,
    edit: (text, mark, { name }) =>
      text.replace(new RegExp(`\\n( +)(?=${escaped(name)}: [{[])`), `\n$1// ${mark}\n$1`),
  },
  {
    path: () => 'README.md',
    edit: (text, mark, { name }) =>
      text.replace(
        new RegExp(`(\\n\\| \`${escaped(name)}\` +\\| )[^\\n]*( \\| (?:yes|no) +\\|)`),
        `$1${mark}$2`,
      ),
  },
];

/** As many edits as wanted, of each sort in turn, and each of another tool as long as there are some. */
export function makeEdits(project: string, count: number): Edit[] {
  const tools = toolsIn(project);
  const edits: Edit[] = [];
  for (let index = 0; edits.length < count; index++) {
    const sort = SORTS[index % SORTS.length];
    const tool = tools[index % tools.length];
    if (index > 10 * count || !sort || !tool) throw new Error('Too few tools for these edits.');
    const mark = `mine_${edits.length}`;
    const path = sort.path(tool);
    const text = readFileSync(join(project, path), 'utf8');
    const edited = sort.edit(text, mark, tool);
    if (edited === text) continue;
    writeFileSync(join(project, path), edited);
    edits.push({ path, mark });
  }
  return edits;
}

function toolsIn(project: string): Tool[] {
  const providers = readdirSync(join(project, 'src', 'providers'), { withFileTypes: true });
  return providers
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: provider }) =>
      readdirSync(join(project, 'src', 'providers', provider, 'tools')).flatMap((path) => {
        const file = path.replace(/\.ts$/, '');
        const text = readFileSync(join(project, toolFile({ name: '', file, provider })), 'utf8');
        const [, name] = /\n {2}name: '([^']+)'/.exec(text) ?? [];
        return name === undefined ? [] : [{ name, file, provider }];
      }),
    );
}

/** Lines of both sides in a file that an import could not merge. */
const CONFLICT = /<{7} yours\n([^]*?)={7}\n[^]*?>{7} imported\n/g;

/** Resolves conflicts in favor of the edits, as a person may do. */
export function keepEdits(project: string, paths: readonly string[]): void {
  for (const path of new Set(paths)) {
    const text = readFileSync(join(project, path), 'utf8');
    writeFileSync(join(project, path), text.replace(CONFLICT, '$1'));
  }
}

export const lostEdits = (project: string, edits: readonly Edit[]): Edit[] =>
  edits.filter(
    ({ path, mark }) =>
      !new RegExp(`\\b${mark}\\b`).test(readFileSync(join(project, path), 'utf8')),
  );
