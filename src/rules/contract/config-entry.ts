import { closest, distance } from 'fastest-levenshtein';
import { asUrl } from '../../model/as-url.js';
import type { DataDocument, DataEntry, DataNode } from '../../model/project.js';
import type { Change, Report } from '../../model/rule.js';
import { defineRule } from '../define.js';
import { lineBelow } from '../insertion.js';
import { displacedEntries } from './parts/displaced-entry.js';
import { statedBy } from './parts/stated.js';
import { entryFields, type Field, isStray, otherKind } from './parts/entry-fields.js';

export default defineRule({
  severity: 'error',
  summary:
    'Entries of provider-config.yaml have all required keys, no unknown keys and valid values.',
  why: 'The server checks all entries when it starts. One invalid entry prevents the start of every provider.',
  source: { text: 'The contract of a provider, in the README.' },
  on: 'provider',
  check(provider, report) {
    const { project, name, entry } = provider;
    const { config } = project.documents;
    // "contract/syntax-error" reports files that cannot be read.
    if (!config || !entry || config.problems.length > 0) return;
    // A setting that lost its indentation is reported with the entry before it.
    if (isStray(entry)) return;
    const fields = entryFields(entry);
    const mandatory = Object.keys(fields).filter((key) => fields[key]?.required);
    if (entry.value.is !== 'map') {
      report({
        at: config.at(entry),
        message: `The entry "${name}" is not a mapping.`,
        hint: isFlat(config) ? 'Indent its settings.' : `Add ${mandatory.join(', ')}.`,
      });
      return;
    }
    const stray = strayBelow(config, entry);
    if (stray) {
      const [key = ''] = stray.keys;
      report({
        at: config.at(stray.at),
        message: `The setting "${key}" is indented like a provider.`,
        hint: `Indent it, and the settings below it, like those of "${name}".`,
        ...(stray.keys.every((each) => !hasKey(entry, each)) && { fix: [stray.change] }),
      });
      return;
    }
    const kind = otherKind(entry);
    if (kind !== undefined) {
      const stated = config.get('providers', name, 'kind');
      const fix = stated
        ? { at: config.at(stated), text: kind }
        : addition(config, entry, 'kind', { kind });
      report({
        at: config.at(stated ?? entry),
        message: `The settings of "${name}" are those of the kind "${kind}".`,
        hint: `Set "kind" to "${kind}".`,
        ...(fix && { fix: [fix] }),
      });
      return;
    }
    const said = new Set(entry.value.entries.map(({ key }) => key));
    // "contract/config-key" reports entries of other providers.
    const displaced = displacedEntries(project);
    for (const field of entry.value.entries)
      if (!displaced.has(field)) checkField(config, field, { fields, said }, report);
    const slips = entry.value.entries.flatMap(({ key }) => meant(key, { fields, said }) ?? []);
    const missing = mandatory.filter((key) => !said.has(key) && !slips.includes(key));
    // Keys that a merge would add are reported with the merge.
    if (missing.length > 0 && !said.has('<<')) {
      const fix = missing.flatMap((key) => addition(config, entry, key, statedBy(provider)) ?? []);
      report({
        at: config.at(entry),
        message: `The entry "${name}" has no ${missing.map((key) => `"${key}"`).join(', ')}.`,
        hint: `Add ${missing.map((key) => `"${key}" (${fields[key]?.words ?? ''})`).join(', ')}.`,
        ...(fix.length > 0 && { fix }),
      });
    }
  },
});

const FLAT = new WeakMap<DataDocument, boolean>();

/** Whether any setting is in place of an entry. */
function isFlat(config: DataDocument): boolean {
  const known = FLAT.get(config) ?? config.entries('providers').some(isStray);
  FLAT.set(config, known);
  return known;
}

const hasKey = ({ value }: DataEntry, key: string) =>
  value.is === 'map' && value.entries.some((each) => each.key === key);

/** The settings that follow an entry at its own indentation, and the same lines indented like its settings. */
function strayBelow(config: DataDocument, entry: DataEntry) {
  const entries = config.entries('providers');
  const own = entries.indexOf(entry);
  const next = entries.findIndex((each, index) => index > own && !isStray(each));
  const found = entries.slice(own + 1, next < 0 ? undefined : next);
  const [first] = found;
  const [setting] = entry.value.is === 'map' ? entry.value.entries : [];
  if (!first || !setting) return undefined;
  const lineStart = (position: number) => config.text.lastIndexOf('\n', position) + 1;
  const start = lineStart(first.start);
  const end = next < 0 ? config.text.length : lineStart(entries[next]?.start ?? 0);
  const width = setting.start - lineStart(setting.start) - (first.start - start);
  if (width <= 0) return undefined;
  const text = config.text.slice(start, end).replaceAll(/^(?=[^\r\n])/gm, ' '.repeat(width));
  return {
    keys: found.map(({ key }) => key),
    at: first,
    change: { at: config.at({ start, end }), text },
  };
}

/** Below the key of the entry, indented like its first setting. */
function addition(
  config: DataDocument,
  { start, value }: DataEntry,
  key: string,
  stated: Readonly<Record<string, string | undefined>>,
): Change | undefined {
  const [first] = value.is === 'map' ? value.entries : [];
  const text = stated[key];
  if (!first || text === undefined) return undefined;
  const [, margin] = /\n([ ]+)$/.exec(config.text.slice(start, first.start)) ?? [];
  return margin === undefined ? undefined : lineBelow(config, start, `${margin}${key}: ${text}`);
}

/** The keys that an entry can have, and those that it has. */
interface Keys {
  fields: Readonly<Record<string, Field>>;
  said: ReadonlySet<string>;
}

function checkField(
  config: DataDocument,
  { key, value, ...span }: DataEntry,
  keys: Keys,
  report: Report,
): void {
  const field = Object.hasOwn(keys.fields, key) ? keys.fields[key] : undefined;
  if (!field) {
    const slip = meant(key, keys);
    report({
      at: config.at(span),
      message: `Unknown key "${key}" in the provider entry.`,
      hint:
        key === '<<'
          ? 'Write the settings out: YAML 1.2 has no merge keys.'
          : slip
            ? `Did you mean "${slip}"?`
            : `Remove it. Allowed keys: ${Object.keys(keys.fields).join(', ')}.`,
      ...(slip &&
        isCertain(key, slip, value, keys) && { fix: [{ at: config.at(span), text: slip }] }),
    });
  } else if (!field.fits(value)) {
    const near = meantValue(field, value);
    report({
      at: config.at(value),
      message: `"${key}" must be ${field.words}.`,
      hint: near === undefined ? `Correct the value of "${key}".` : `Did you mean ${near}?`,
      ...(near !== undefined && { fix: [{ at: config.at(value), text: near }] }),
    });
  }
}

/** Only case or separators differ, or the value fits a required key, or one with listed values. */
const isCertain = (key: string, slip: string, value: DataNode, { fields }: Keys): boolean =>
  plain(slip) === plain(key) ||
  (fields[slip]?.fits(value) === true &&
    (fields[slip].required || fields[slip].values !== undefined));

/** The allowed value that was misspelled, written as another type, or left without its scheme; as JSON. */
function meantValue({ values, fits }: Field, node: DataNode): string | undefined {
  if (node.is !== 'scalar' || node.value === null) return undefined;
  const text = String(node.value);
  const items = text.split(/[\s,]+/).map((value) => ({ ...node, value }));
  if (text.trim() === text && text !== '' && fits({ ...node, is: 'list', items }))
    return JSON.stringify(items.map(({ value }) => value));
  const near = values ? closest(text.toLowerCase(), [...values]) : text;
  const isNear = distance(near, text.toLowerCase()) <= 2;
  const candidates = [isNear ? near : text, asUrl(text), Number(text), text === 'true'];
  const isBoolean = /^(true|false)$/.test(text);
  const meant = candidates.find(
    (value) => fits({ ...node, value }) && (typeof value !== 'boolean' || isBoolean),
  );
  return meant === undefined ? undefined : JSON.stringify(meant);
}

/** The key that was probably meant. */
function meant(key: string, { fields, said }: Keys): string | undefined {
  const known = Object.keys(fields);
  const free = known.filter((each) => !said.has(each));
  if (known.includes(key) || free.length === 0) return undefined;
  const near = closest(plain(key), free.map(plain));
  const name = free.find((each) => plain(each) === near);
  return distance(plain(key), near) <= 2 ? name : undefined;
}

const plain = (key: string) => key.toLowerCase().replace(/[-_ ]/g, '');
