import type { DataDocument, DataEntry, ProjectModel } from '../../../model/project.js';
import type { Change } from '../../../model/rule.js';
import { lineEnd } from '../../insertion.js';
import { textBefore } from '../../text-before.js';

/** The entry of a provider with code, in the entry of another one or beside "providers": its indentation is wrong. */
export interface DisplacedEntry {
  /** The key that it is in; undefined at the top level. */
  within: string | undefined;
  /** Undefined where what belongs to it cannot be determined. */
  fix: Change | undefined;
}

type DisplacedEntries = ReadonlyMap<DataEntry, DisplacedEntry>;

/** Of a whole project. */
export function displacedEntries(project: ProjectModel): DisplacedEntries {
  const known = KNOWN.get(project) ?? findDisplaced(project);
  KNOWN.set(project, known);
  return known;
}

const KNOWN = new WeakMap<ProjectModel, DisplacedEntries>();

function findDisplaced({ providers, documents }: ProjectModel): DisplacedEntries {
  const { config } = documents;
  const homeless = providers.filter(({ files, entry }) => files.length > 0 && !entry);
  if (!config || homeless.length === 0) return new Map();
  const names = new Set(homeless.map(({ name }) => name));
  const isDisplaced = ({ key, value }: DataEntry) => value.is === 'map' && names.has(key);
  const top = config.entries();
  const index = top.findIndex(({ key }) => key === 'providers');
  const after = top.slice(index + 1);
  const beside = after.slice(0, countOf(after, isDisplaced));
  const inner = config.entries('providers');
  const width = inner.reduce((widest, each) => Math.max(widest, columnOf(config, each)), 0);
  const below = width > 0 ? indented(config, after, beside, width) : undefined;
  const found = new Map<DataEntry, DisplacedEntry>();
  for (const entry of top.filter(isDisplaced))
    found.set(entry, { within: undefined, fix: beside.includes(entry) ? below : undefined });
  for (const [at, provider] of inner.entries()) {
    const settings = provider.value.is === 'map' ? provider.value.entries : [];
    const own = settings.filter(isDisplaced);
    if (own.length === 0) continue;
    const end = inner[at + 1] ?? top[index + 1];
    const fix = movedOut(config, provider, settings, { end, isDisplaced });
    for (const entry of own) found.set(entry, { within: provider.key, fix });
  }
  return found;
}

/** How many of the first. */
function countOf<T>(all: readonly T[], fits: (each: T) => boolean): number {
  const index = all.findIndex((each) => !fits(each));
  return index < 0 ? all.length : index;
}

/** The entries below "providers", indented like those in it. */
function indented(
  config: DataDocument,
  after: readonly DataEntry[],
  [first, ...more]: readonly DataEntry[],
  width: number,
): Change | undefined {
  if (!first || !isAlone(config, first)) return undefined;
  const start = startOf(config, first);
  const end = startOf(config, after[1 + more.length]);
  const text = config.text.slice(start, end).replaceAll(/^(?=[^\r\n])/gm, ' '.repeat(width));
  return { at: config.at({ start, end }), text };
}

/** The entries in that of a provider, behind its settings and indented like it. */
function movedOut(
  config: DataDocument,
  provider: DataEntry,
  settings: readonly DataEntry[],
  rest: { end: DataEntry | undefined; isDisplaced(entry: DataEntry): boolean },
): Change | undefined {
  const { isDisplaced } = rest;
  const moved = settings.slice(settings.findIndex(isDisplaced));
  const [first] = moved;
  if (!first || first === settings[0] || !moved.every((each) => isAlone(config, each)))
    return undefined;
  const width = columnOf(config, first) - columnOf(config, provider);
  const blocks = moved.map((entry, index) => {
    const [start, end] = [entry, moved[index + 1] ?? rest.end].map((each) => startOf(config, each));
    const text = config.text.slice(start, end);
    return { entry, text: text.endsWith('\n') ? text : text + lineEnd(config) };
  });
  const outer = blocks.filter(({ entry }) => isDisplaced(entry));
  const kept = blocks.filter(({ entry }) => !isDisplaced(entry));
  const margin = new RegExp(`^ {1,${width}}`, 'gm');
  const text = [...kept, ...outer.map((each) => ({ text: each.text.replace(margin, '') }))];
  const at = config.at({ start: startOf(config, first), end: startOf(config, rest.end) });
  return { at, text: text.map((each) => each.text).join('') };
}

const lineOf = ({ text }: DataDocument, { start }: DataEntry) =>
  text.lastIndexOf('\n', start - 1) + 1;

const columnOf = (config: DataDocument, entry: DataEntry) => entry.start - lineOf(config, entry);

/** Nothing is before the key on its line, as in `{ a: 1, b: 2 }`. */
const isAlone = (config: DataDocument, entry: DataEntry) =>
  /^ *$/.test(config.text.slice(lineOf(config, entry), entry.start));

/** The line of an entry, or of the comments above it; the end of the file for none. */
function startOf(config: DataDocument, entry: DataEntry | undefined): number {
  if (!entry) return config.text.length;
  const start = lineOf(config, entry);
  const above = textBefore(config.text, start, /(?<=((?:(?<![^\n])[ \t]*#[^\n]*\n)*))/y) ?? '';
  return start - above.length;
}
