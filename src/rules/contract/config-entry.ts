import { closest, distance } from 'fastest-levenshtein';
import type { DataDocument, DataEntry, DataNode } from '../../model/project.js';
import type { Report } from '../../model/rule.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';
import { ENTRY_FIELDS, type Field, isStray } from './parts/entry-fields.js';

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
    {
      ok: project`
        // provider-config.yaml, changed
        -     auth: bearer
        +     auth: "api-key"
        +     port: 8765
        +     callback_url: http://127.0.0.1:8765/auth/callback
        +     scopes: [read]
        +     shared_credentials: true
      `,
    },
    {
      bad: project`
        // provider-config.yaml
        providers:
          ‹weather›:
      `,
      finds: ['The entry "weather" is no map of settings.'],
    },
    {
      bad: project`
        // provider-config.yaml, changed
            ‹weather›:
        …
        -     auth: bearer
      `,
      finds: ['The entry "weather" does not say "auth".'],
    },
    {
      bad: project`
        // provider-config.yaml, changed
        -     base_url: https://api.weather.dev/v1
        +     ‹baseUrl›: https://api.weather.dev/v1
      `,
      finds: ['"baseUrl" is nothing that an entry can say.'],
      fixed: project`
        // provider-config.yaml, changed
        -     baseUrl: https://api.weather.dev/v1
        +     base_url: https://api.weather.dev/v1
      `,
    },
    {
      bad: project`
        // provider-config.yaml, changed
        -     auth: bearer
        +     ‹<<›: { auth: api-key }
      `,
      finds: ['"<<" is nothing that an entry can say.'],
    },
    {
      bad: project`
        // provider-config.yaml
        providers:
          ‹weather›:
          name: Weather
          auth: api-key
      `,
      finds: ['The entry "weather" is no map of settings.'],
    },
    {
      bad: project`
        // provider-config.yaml, changed
        -     auth: bearer
        +     auth: ‹apikey›
      `,
      finds: ['"auth" has to be one of none, api-key, bearer, basic, oauth2, client-credentials.'],
    },
    {
      bad: project`
        // provider-config.yaml, changed
        -     base_url: https://api.weather.dev/v1
        +     base_url: ‹https://{region}.weather.dev›
      `,
      finds: ['"base_url" has to be an http or https address without "?" and "#".'],
    },
    {
      bad: project`
        // provider-config.yaml, changed
        -     base_url: https://api.weather.dev/v1
        +     base_url: ‹https://api.weather.dev/v1?format=json›
      `,
      finds: ['"base_url" has to be an http or https address without "?" and "#".'],
    },
    {
      bad: project`
        // provider-config.yaml, changed
        -     name: Weather
        +     name: ‹7›
      `,
      finds: ['"name" has to be a text.'],
    },
    {
      bad: project`
        // provider-config.yaml, changed
        -     base_url: https://api.weather.dev/v1
        +     base_url: ‹api.weather.dev›
      `,
      finds: ['"base_url" has to be an http or https address without "?" and "#".'],
    },
    {
      bad: project`
        // provider-config.yaml, changed
        -     token_path: weather
        +     port: ‹70000›
      `,
      finds: ['"port" has to be a number from 1 to 65535.'],
    },
    {
      bad: project`
        // provider-config.yaml, changed
        -     token_path: weather
        +     shared_credentials: ‹some›
      `,
      finds: ['"shared_credentials" has to be true or false.'],
    },
    {
      bad: project`
        // provider-config.yaml, changed
        -     token_path: weather
        +     ‹timeout›: 30
      `,
      finds: ['"timeout" is nothing that an entry can say.'],
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
