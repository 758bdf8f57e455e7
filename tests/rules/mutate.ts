import type { RuleId } from '../../src/model/finding.js';
import { renderProject } from '../../src/render/project.js';
import { authStyles } from '../../src/spec/auth-styles.gen.js';
import { goldenProjects, projectSpec } from '../golden/projects.js';

/** One defect. Words in braces stand for what the golden project has there; see `WORDS`. */
export interface Mutation {
  defect: string;
  rule: RuleId;
  /** The only golden project it is made in; by default all that have such places. */
  project?: string;
  /** By path: what is put in place of what, a file's new text, or null where the file is deleted. */
  edits: Readonly<Record<string, Edit | readonly Edit[] | string | null>>;
}

/** `▶` stands on the line that the rule has to report. */
export type Edit = readonly [find: string, put: string];

const MARK = '▶';

interface Golden {
  name: string;
  texts: Readonly<Record<string, string>>;
  words: Readonly<Record<string, string>>;
}

/** `fn` runs `tool`, whose file `file` is; `other` is a second tool. */
const WORDS: Readonly<Record<string, Record<string, string>>> = {
  weather: words('weather', 'get-forecast', 'get-elevation'),
  issues: words('issues', 'get-issue', 'list-issues'),
  helpdesk: words('tickets', 'search-tickets', 'delete-ticket'),
  'weather-v1': words('weather', 'get-forecast', 'get-elevation'),
};

function words(provider: string, file: string, other: string): Record<string, string> {
  const snake = (text: string) => text.replaceAll('-', '_');
  const fn = file.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  return {
    provider,
    PROVIDER: provider.toUpperCase(),
    src: `src/providers/${provider}`,
    file,
    fn,
    tool: snake(file),
    other: snake(other),
    otherFile: other,
  };
}

/** The golden projects as they are rendered, in memory. */
export const goldens: readonly Golden[] = await Promise.all(
  goldenProjects.map(async (project) => {
    const files = renderProject(await projectSpec(project), authStyles);
    return {
      name: project.name,
      texts: Object.fromEntries(files.map(({ path, text }) => [path, text])),
      words: WORDS[project.name]!,
    };
  }),
);

export interface Mutant {
  texts: Record<string, string>;
  /** `path:line` */
  place: string;
}

/** The project with the defect; undefined where it has no such place. */
export function mutant(
  { name, texts, words: known }: Golden,
  { edits, project = name }: Mutation,
): Mutant | undefined {
  if (project !== name) return undefined;
  const said = (text: string) =>
    text.replace(/\{(\w+)\}/g, (braces, word: string) => known[word] ?? braces);
  const changed = { ...texts };
  for (const [template, change] of Object.entries(edits)) {
    const path = said(template);
    if (typeof change === 'string') changed[path] = said(change);
    else if (changed[path] === undefined) return undefined;
    else if (change === null) delete changed[path];
    else {
      const list = isEdit(change) ? [change] : change;
      for (const [find, put] of list) {
        const text: string = changed[path];
        if (!text.includes(said(find))) return undefined;
        changed[path] = text.replace(said(find), () => said(put));
      }
    }
  }
  return withoutMark(changed);
}

const isEdit = (change: Edit | readonly Edit[]): change is Edit => typeof change[0] === 'string';

function withoutMark(texts: Record<string, string>): Mutant {
  const marked = Object.entries(texts).filter(([, text]) => text.includes(MARK));
  const [[path, text] = ['', ''], ...others] = marked;
  const [before, after, ...more] = text.split(MARK);
  if (others.length > 0 || after === undefined || more.length > 0) {
    throw new Error(`A mutation marks ${marked.length} files, or several places in one.`);
  }
  const line = before!.split('\n').length;
  return { texts: { ...texts, [path]: before! + after }, place: `${path}:${line}` };
}
