import type { RuleId } from '../../src/model/finding.js';
import { camelCase, kebabCase } from '../../src/model/names.js';
import type { ApiProvider } from '../../src/kinds/api/spec.js';
import type { ProjectSpec } from '../../src/model/spec.js';
import { renderProject } from '../../src/render/project.js';
import { goldenProjects, projectSpec } from '../golden/projects.js';
import { byHand } from './by-hand.js';
import { overlaid } from './overlay.js';

/** One defect. Words in braces stand for what the golden project has there; see `wordsOf`. */
export interface Mutation {
  defect: string;
  rule: RuleId;
  /** Another rule that the defect violates. */
  also?: RuleId;
  /** The only golden project it is made in; by default all that have such places. */
  project?: string;
  /** Likewise, by their names. */
  projects?: RegExp;
  /** By path: what is put in place of what, a file's new text, or null where the file is deleted. */
  edits: Readonly<Record<string, Edit | readonly Edit[] | string | null>>;
}

/** `▶` stands on the line that the rule has to report. */
export type Edit = readonly [find: string, put: string];

/** In all golden projects that have such places. */
export const mutation = (defect: string, rule: RuleId, edits: Mutation['edits']): Mutation => ({
  defect,
  rule,
  edits,
});

export const inIssues = (defect: string, rule: RuleId, edits: Mutation['edits']): Mutation => ({
  defect,
  rule,
  project: 'issues',
  edits,
});

const MARK = '▶';

export interface Golden {
  name: string;
  texts: Readonly<Record<string, string>>;
  words: Readonly<Record<string, string>>;
  /** Contract files and client are hand-written. */
  isByHand?: true;
}

/** Of the first provider: `fn` runs `tool`, whose file `file` is and which makes one call; `other` is a second tool. */
function wordsOf({ providers: [provider] }: ProjectSpec): Record<string, string> {
  const { name, tools } = provider as ApiProvider;
  const tool = tools.find(({ request }) => request?.pagination === undefined)!;
  const other = tools.find((each) => each !== tool)!;
  return {
    provider: name,
    PROVIDER: name.toUpperCase(),
    src: `src/providers/${name}`,
    file: kebabCase(tool.name),
    fn: camelCase(tool.name),
    tool: tool.name,
    other: other.name,
    otherFile: kebabCase(other.name),
  };
}

const specs = await Promise.all(goldenProjects.map(projectSpec));

/** The golden projects of APIs as they are rendered, in memory. */
const rendered: readonly Golden[] = specs
  .filter(({ providers: [provider] }) => provider?.kind === 'api')
  .map((spec) => ({
    name: spec.name,
    texts: Object.fromEntries(renderProject(spec).map(({ path, text }) => [path, text])),
    words: wordsOf(spec),
  }));

/** All golden projects, and one of them with files that a person wrote. */
export const goldens: readonly Golden[] = rendered.flatMap((golden) =>
  golden.name === 'issues'
    ? [golden, { ...golden, isByHand: true, texts: overlaid(golden.texts, byHand).texts }]
    : [golden],
);

export interface Mutant {
  texts: Record<string, string>;
  /** `path:line` */
  place: string;
}

/** The project with the defect; undefined where it has no such place. */
export function mutant(golden: Golden, mutation: Mutation): Mutant | undefined {
  const { project = golden.name, projects } = mutation;
  if (project !== golden.name || projects?.test(golden.name) === false) return undefined;
  const changed = edited(golden, mutation.edits);
  return changed && withoutMark(changed);
}

/** The texts with all the edits; undefined where one of them has no such place. */
export function edited(
  { texts, words: known }: Golden,
  edits: Mutation['edits'],
): Record<string, string> | undefined {
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
  return changed;
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
