import { linesBelow } from '../edit/lines.js';
import type { Project, Provider } from '../model/project.js';
import type { ProviderSpec, ToolSpec } from '../model/spec.js';
import { displayName, entryText, kindNameOf } from '../project/provider-parts.js';
import { projectCommands } from '../render/commands.js';
import { agentNotes, type NotedProvider, projectTexts } from '../render/context/project.js';
import { printers } from '../render/printers.js';
import { type Insertion, wholeTextChange } from './addition.js';
import type { OpenProject } from './open-project.js';
import { README } from './readme.js';

/** The parts of a provider that texts about the whole project mention. */
type ProviderMention = Pick<ProviderSpec, 'displayName' | 'description'> & NotedProvider;

/** Sources from which tools are imported, and the files that imports write. */
const SOURCES = [
  { kind: 'document', lock: 'openapi.lock.json' },
  { kind: 'database', lock: 'database.lock.json' },
] as const;

/** Returns the providers of a project except those with some names, in the order of `provider-config.yaml`. */
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
    notesChange(packageManager, previousProviders, newProviders),
  ];
}

/** Returns the notes for coding agents on what new tools of a provider use. */
export function toolNotes(
  { packageManager }: Pick<OpenProject, 'packageManager'>,
  provider: Provider,
  tools: readonly ToolSpec[],
): Insertion[] {
  const kind = kindNameOf(provider);
  return provider.project.paths.has(AGENTS)
    ? [notesChange(packageManager, [{ kind }], [{ kind, tools }])]
    : [];
}

const AGENTS = 'AGENTS.md';

/** The lists of notes in `AGENTS.md`, and the line below which each stands. */
const NOTES = [
  { key: 'sourceNotes', anchor: '- Add a tool and its test: ' },
  { key: 'kindNotes', anchor: '- A tool is one file in `tools/`' },
] as const;

/** Adds notes on what is new, below those that come before them, and removes those on what no provider can have any more. */
function notesChange(
  packageManager: OpenProject['packageManager'],
  previousProviders: readonly NotedProvider[],
  newProviders: readonly NotedProvider[],
): Insertion {
  const commands = projectCommands(packageManager);
  const notesOf = (providers: readonly NotedProvider[]) => agentNotes(providers, commands);
  const possibleNotesOf = (providers: readonly NotedProvider[]) =>
    notesOf(providers.map((provider) => ({ ...provider, tools: 'any' })));
  const [previous, current] = [notesOf(previousProviders), notesOf(newProviders)];
  const [everPossible, stillPossible] = [
    possibleNotesOf(previousProviders),
    possibleNotesOf(newProviders),
  ];
  return wholeTextChange(AGENTS, (text) =>
    NOTES.reduce((rest, { key, anchor }) => {
      const order = stillPossible[key];
      const addedNotes = current[key].filter((note) => !previous[key].includes(note));
      const removedNotes = everPossible[key].filter((note) => !order.includes(note));
      const textWithNotes = addedNotes.reduce(
        (textSoFar, note) =>
          withNote(textSoFar, note, [...order.slice(0, order.indexOf(note)).toReversed(), anchor]),
        rest,
      );
      return textWithNotes
        .split(/(?<=\n)/)
        .filter((line) => !removedNotes.includes(line.trimEnd()))
        .join('');
    }, text),
  );
}

/** Returns the text with a note below the first of these lines that it has. */
function withNote(text: string, note: string, precedingLines: readonly string[]): string {
  const [place] = precedingLines
    .map((line) => text.indexOf(`\n${line}`) + 1)
    .filter((start) => start > 0);
  return place === undefined || text.includes(note) ? text : linesBelow(text, place, note);
}
