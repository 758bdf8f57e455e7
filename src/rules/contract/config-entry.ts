import { closest, distance } from 'fastest-levenshtein';
import type { DataDocument, DataEntry, DataNode } from '../../model/project.js';
import type { Report } from '../../model/rule.js';
import { defineRule } from '../define.js';
import { ENTRY_FIELDS, type Field, isStray } from './parts/entry-fields.js';

const CONFIG = 'provider-config.yaml';

export default defineRule({
  severity: 'error',
  summary:
    'Every entry of provider-config.yaml says what the server needs, in the form it expects.',
  why: 'The server checks all entries when it starts: one that is wrong keeps every provider from starting.',
  source: { text: 'The contract of a provider, in the README.' },
  on: 'provider',
  check({ project: { documents }, name, entry }, report) {
    const { config } = documents;
    // What cannot be read is said by another rule.
    if (!config || !entry || config.problems.length > 0) return;
    // A setting that lost its indentation is said of the entry before it.
    if (isStray(entry)) return;
    if (entry.value.is !== 'map') {
      const isFlat = config.entries('providers').some(isStray);
      report({
        at: config.at(entry),
        message: `The entry "${name}" is no map of settings.`,
        hint: isFlat ? 'Indent its settings below it.' : `Give it ${mandatory.join(', ')}.`,
      });
      return;
    }
    const said = new Set(entry.value.entries.map(({ key }) => key));
    for (const field of entry.value.entries) checkField(config, field, said, report);
    const slips = entry.value.entries.flatMap(({ key }) => meant(key, said) ?? []);
    const missing = mandatory.filter((key) => !said.has(key) && !slips.includes(key));
    // What a merge would have brought is said with the merge.
    if (missing.length > 0 && !said.has('<<')) {
      report({
        at: config.at(entry),
        message: `The entry "${name}" does not say ${missing.map((key) => `"${key}"`).join(', ')}.`,
        hint: missing
          .map((key) => `"${key}" is ${ENTRY_FIELDS[key]?.words ?? ''}`)
          .join(', ')
          .concat('.'),
      });
    }
  },
  examples: [
    { ok: {} },
    {
      ok: {
        [CONFIG]: {
          replace: '    auth: api-key\n',
          with: '    auth: "api-key"\n    port: 8765\n    callback_url: http://127.0.0.1:8765/auth/callback\n    scopes: [read]\n    shared_credentials: true\n',
        },
      },
    },
    { bad: { [CONFIG]: 'providers:\n  weather:\n' }, finds: [`${CONFIG}:2:3`] },
    { bad: { [CONFIG]: { replace: '    auth: api-key\n', with: '' } }, finds: [`${CONFIG}:2:3`] },
    {
      bad: { [CONFIG]: { replace: 'base_url:', with: 'baseUrl:' } },
      finds: [`${CONFIG}:5:5`],
      fixed: { [CONFIG]: { replace: 'baseUrl:', with: 'base_url:' } },
    },
    {
      bad: { [CONFIG]: { replace: 'auth: api-key', with: '<<: { auth: api-key }' } },
      finds: [`${CONFIG}:6:5`],
    },
    {
      bad: { [CONFIG]: 'providers:\n  weather:\n  name: Weather\n  auth: api-key\n' },
      finds: [`${CONFIG}:2:3`],
    },
    {
      bad: { [CONFIG]: { replace: 'auth: api-key', with: 'auth: apikey' } },
      finds: [`${CONFIG}:6:11`],
    },
    {
      bad: {
        [CONFIG]: { replace: 'https://api.weather.dev/v1', with: 'https://{region}.weather.dev' },
      },
      finds: [`${CONFIG}:5:15`],
    },
    {
      bad: { [CONFIG]: { replace: 'weather.dev/v1', with: 'weather.dev/v1?format=json' } },
      finds: [`${CONFIG}:5:15`],
    },
    { bad: { [CONFIG]: { replace: 'name: Weather', with: 'name: 7' } }, finds: [`${CONFIG}:3:11`] },
    {
      bad: { [CONFIG]: { replace: 'https://api.weather.dev/v1', with: 'api.weather.dev' } },
      finds: [`${CONFIG}:5:15`],
    },
    {
      bad: { [CONFIG]: { replace: 'token_path: credentials', with: 'port: 70000' } },
      finds: [`${CONFIG}:7:11`],
    },
    {
      bad: { [CONFIG]: { replace: 'token_path: credentials', with: 'shared_credentials: some' } },
      finds: [`${CONFIG}:7:25`],
    },
    {
      bad: { [CONFIG]: { replace: 'token_path: credentials', with: 'timeout: 30' } },
      finds: [`${CONFIG}:7:5`],
    },
  ],
});

const known = Object.keys(ENTRY_FIELDS);
const mandatory = known.filter((key) => ENTRY_FIELDS[key]?.required);

function checkField(
  config: DataDocument,
  { key, value, ...span }: DataEntry,
  said: ReadonlySet<string>,
  report: Report,
): void {
  const field = Object.hasOwn(ENTRY_FIELDS, key) ? ENTRY_FIELDS[key] : undefined;
  if (!field) {
    const slip = meant(key, said);
    report({
      at: config.at(span),
      message: `"${key}" is nothing that an entry can say.`,
      hint:
        key === '<<'
          ? 'YAML 1.2 merges nothing: write the settings out.'
          : slip
            ? `Did you mean "${slip}"?`
            : `Remove it: an entry can say ${known.join(', ')}.`,
      // The same words in another case: nothing else can be meant.
      ...(slip && plain(slip) === plain(key) && { fix: [{ at: config.at(span), text: slip }] }),
    });
  } else if (!field.fits(value)) {
    report({
      at: config.at(value),
      message: `"${key}" has to be ${field.words}.`,
      hint: meantValue(field, value) ?? `Correct the value of "${key}".`,
    });
  }
}

/** A value with a slip in it. */
function meantValue({ values }: Field, value: DataNode): string | undefined {
  if (!values || value.is !== 'scalar') return undefined;
  const near = closest(String(value.value).toLowerCase(), [...values]);
  return distance(near, String(value.value).toLowerCase()) <= 2
    ? `Did you mean "${near}"?`
    : undefined;
}

/** The setting a name that is none probably stands for. */
function meant(key: string, said: ReadonlySet<string>): string | undefined {
  const free = known.filter((each) => !said.has(each));
  if (known.includes(key) || free.length === 0) return undefined;
  const near = closest(plain(key), free.map(plain));
  const name = free.find((each) => plain(each) === near);
  return distance(plain(key), near) <= 2 ? name : undefined;
}

const plain = (key: string) => key.toLowerCase().replace(/[-_ ]/g, '');
