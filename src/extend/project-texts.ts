import { linesBelow } from '../edit/lines.js';
import type { Project } from '../model/project.js';
import type { ProviderSpec } from '../model/spec.js';
import { displayName, entryText, kindNameOf } from '../project/provider-parts.js';
import { kindNote, projectTexts } from '../render/context/project.js';
import { printers } from '../render/printers.js';
import { type Insertion, wholeTextChange } from './addition.js';
import { README } from './readme.js';

/** The parts of a provider that texts about the whole project mention. */
type ProviderMention = Pick<ProviderSpec, 'displayName' | 'description' | 'kind'>;

/** The providers of a project except those with some names, in the order of `provider-config.yaml`. */
export function providersExcept(
  { providers, config }: Project,
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
    }));
}

/** Changes of texts that mention all providers of a project, if they are unedited. */
export function projectTextChanges(
  name: string,
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
    wholeTextChange('AGENTS.md', (text) =>
      withNotes(text, notesOf(previousProviders), notesOf(newProviders)),
    ),
  ];
}

const notesOf = (providers: readonly ProviderMention[]) =>
  new Set(providers.map(({ kind }) => kindNote(kind)));

/** The text with notes on new kinds below the note on all tools, and without notes on removed kinds. */
function withNotes(text: string, previousNotes: Set<string>, newNotes: Set<string>): string {
  const lines = [...newNotes].filter((note) => !previousNotes.has(note) && !text.includes(note));
  const place = text.indexOf('\n- A tool is one file in `tools/`') + 1;
  const textWithNotes =
    lines.length > 0 && place > 0 ? linesBelow(text, place, lines.join('\n')) : text;
  const removedNotes = [...previousNotes].filter((note) => !newNotes.has(note));
  return textWithNotes
    .split(/(?<=\n)/)
    .filter((line) => !removedNotes.includes(line.trimEnd()))
    .join('');
}
