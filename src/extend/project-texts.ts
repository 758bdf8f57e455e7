import { linesBelow } from '../edit/lines.js';
import type { Project } from '../model/project.js';
import type { ProviderSpec } from '../model/spec.js';
import { displayName, entryText, kindNameOf } from '../project/provider-parts.js';
import { projectCommands } from '../render/commands.js';
import { agentNotes, type NotedProvider, projectTexts } from '../render/context/project.js';
import { printers } from '../render/printers.js';
import { type Insertion, wholeTextChange } from './addition.js';
import type { OpenProject } from './open-project.js';
import { README } from './readme.js';

/** The parts of a provider that texts about the whole project mention. */
type ProviderMention = Pick<ProviderSpec, 'displayName' | 'description'> & NotedProvider;

/** What tools are imported from, and the files that imports write. */
const SOURCES = [
  { kind: 'document', lock: 'openapi.lock.json' },
  { kind: 'database', lock: 'database.lock.json' },
] as const;

/** The providers of a project except those with some names, in the order of `provider-config.yaml`. */
export function providersExcept(
  { providers, config, paths }: Project,
  names: readonly string[],
): ProviderMention[] {
  const order = [...(config?.get('providers')?.members.keys() ?? [])];
  return providers
    .filter(({ name }) => !names.includes(name))
    .toSorted((left, right) => order.indexOf(left.name) - order.indexOf(right.name))
    .map((provider) => ({
      displayName: displayName(provider),
      description: entryText(provider, 'description') ?? '',
      kind: kindNameOf(provider),
      origin: SOURCES.find(({ lock }) => paths.has(`${provider.directory}/${lock}`)),
    }));
}

/** Changes of texts that mention all providers of a project, if they are unedited. */
export function projectTextChanges(
  { name, packageManager }: Pick<OpenProject, 'name' | 'packageManager'>,
  previousProviders: readonly ProviderMention[],
  newProviders: readonly ProviderMention[],
): Insertion[] {
  const [previousTexts, newTexts] = [
    projectTexts(name, previousProviders),
    projectTexts(name, newProviders),
  ];
  const commands = projectCommands(packageManager);
  const notesOf = (key: 'kindNotes' | 'sourceNotes') => (providers: readonly ProviderMention[]) =>
    agentNotes(providers, commands)[key];
  const heading = (text: string) => `# ${printers.md(text)}`;
  const sentence = (text: string) => `\n${printers.md(text)} It needs`;
  const member = (text: string) => `"description": ${JSON.stringify(text)}`;
  return [
    wholeTextChange(README, (text) =>
      [previousTexts.introduction, previousTexts.summary].reduce(
        (rest, introduction) =>
          rest.replace(sentence(introduction), () => sentence(newTexts.introduction)),
        text.startsWith(heading(previousTexts.heading))
          ? text.replace(/^.*/, () => heading(newTexts.heading))
          : text,
      ),
    ),
    wholeTextChange('package.json', (text) =>
      [previousTexts.description, previousTexts.summary].reduce(
        (rest, memberName) => rest.replace(member(memberName), () => member(newTexts.description)),
        text,
      ),
    ),
    wholeTextChange('AGENTS.md', (text) =>
      NOTES.reduce(
        (rest, { key, anchor }) =>
          withNotes(rest, anchor, [previousProviders, newProviders].map(notesOf(key))),
        text,
      ),
    ),
  ];
}

/** The lists of notes in `AGENTS.md`, and the line below which each stands. */
const NOTES = [
  { key: 'sourceNotes', anchor: '\n- Add a tool and its test: ' },
  { key: 'kindNotes', anchor: '\n- A tool is one file in `tools/`' },
] as const;

/** The text with notes that are new, below the line of their list, and without those of removed providers. */
function withNotes(
  text: string,
  anchor: string,
  [previousNotes = [], newNotes = []]: readonly (readonly string[])[],
): string {
  const lines = newNotes.filter((note) => !previousNotes.includes(note) && !text.includes(note));
  const place = text.indexOf(anchor) + 1;
  const textWithNotes =
    lines.length > 0 && place > 0 ? linesBelow(text, place, lines.join('\n')) : text;
  const removedNotes = previousNotes.filter((note) => !newNotes.includes(note));
  return textWithNotes
    .split(/(?<=\n)/)
    .filter((line) => !removedNotes.includes(line.trimEnd()))
    .join('');
}
