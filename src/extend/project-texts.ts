import { linesBelow } from '../edit/lines.js';
import type { Project } from '../model/project.js';
import type { ProviderSpec } from '../model/spec.js';
import { displayName, entryText, kindNameOf } from '../project/provider-parts.js';
import { kindNote, projectTexts } from '../render/context/project.js';
import { printers } from '../render/printers.js';
import { type Insertion, wholeTextChange } from './addition.js';
import { README } from './readme.js';

/** What texts about a whole project say of a provider. */
type Named = Pick<ProviderSpec, 'displayName' | 'description' | 'kind'>;

/** The providers of a project but those of some names, in the order of `provider-config.yaml`. */
export function namedWithout({ providers, config }: Project, names: readonly string[]): Named[] {
  const order = [...(config?.get('providers')?.members.keys() ?? [])];
  return providers
    .filter(({ name }) => !names.includes(name))
    .toSorted((one, other) => order.indexOf(one.name) - order.indexOf(other.name))
    .map((provider) => ({
      displayName: displayName(provider),
      description: entryText(provider, 'description') ?? '',
      kind: kindNameOf(provider),
    }));
}

/** Changes of the texts that name all providers of a project, where they are as a project with the first ones has them. */
export function projectTextChanges(
  name: string,
  before: readonly Named[],
  after: readonly Named[],
): Insertion[] {
  const [was, now] = [projectTexts(name, before), projectTexts(name, after)];
  const heading = (text: string) => `# ${printers.md(text)}`;
  const sentence = (text: string) => `${printers.md(text)} It needs`;
  const member = (text: string) => `"description": ${JSON.stringify(text)}`;
  return [
    wholeTextChange(README, (text) =>
      (text.startsWith(heading(was.heading))
        ? text.replace(/^.*/, () => heading(now.heading))
        : text
      ).replace(sentence(was.summary), () => sentence(now.summary)),
    ),
    wholeTextChange('package.json', (text) =>
      [was.description, was.summary].reduce(
        (rest, each) => rest.replace(member(each), () => member(now.description)),
        text,
      ),
    ),
    wholeTextChange('AGENTS.md', (text) => withNotes(text, notesOf(before), notesOf(after))),
  ];
}

const notesOf = (providers: readonly Named[]) =>
  new Set(providers.map(({ kind }) => kindNote(kind)));

/** Notes on kinds that come, below that on all tools, and without those on kinds that go. */
function withNotes(text: string, before: Set<string>, after: Set<string>): string {
  const lines = [...after].filter((note) => !before.has(note) && !text.includes(note));
  const place = text.indexOf('\n- A tool is one file in `tools/`') + 1;
  const added = lines.length > 0 && place > 0 ? linesBelow(text, place, lines.join('\n')) : text;
  const gone = [...before].filter((note) => !after.has(note));
  return added
    .split(/(?<=\n)/)
    .filter((line) => !gone.includes(line.trimEnd()))
    .join('');
}
