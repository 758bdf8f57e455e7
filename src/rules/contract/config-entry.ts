import { closest, distance } from 'fastest-levenshtein';
import type { DataDocument, DataEntry, DataNode } from '../../model/project.js';
import type { Report } from '../../model/rule.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';
import { entryFields, type Field, isStray } from './parts/entry-fields.js';

export default defineRule({
  severity: 'error',
  summary:
    'Entries of provider-config.yaml have all required keys, no unknown keys and valid values.',
  why: 'The server checks all entries when it starts. One invalid entry prevents the start of every provider.',
  source: { text: 'The contract of a provider, in the README.' },
  on: 'provider',
  check({ project: { documents }, name, entry }, report) {
    const { config } = documents;
    // "contract/syntax-error" reports files that cannot be read.
    if (!config || !entry || config.problems.length > 0) return;
    // A setting that lost its indentation is reported with the entry before it.
    if (isStray(entry)) return;
    const fields = entryFields(entry);
    const mandatory = Object.keys(fields).filter((key) => fields[key]?.required);
    if (entry.value.is !== 'map') {
      const isFlat = config.entries('providers').some(isStray);
      report({
        at: config.at(entry),
        message: `The entry "${name}" is not a mapping.`,
        hint: isFlat ? 'Indent its settings.' : `Add ${mandatory.join(', ')}.`,
      });
      return;
    }
    const said = new Set(entry.value.entries.map(({ key }) => key));
    for (const field of entry.value.entries) checkField(config, field, { fields, said }, report);
    const slips = entry.value.entries.flatMap(({ key }) => meant(key, { fields, said }) ?? []);
    const missing = mandatory.filter((key) => !said.has(key) && !slips.includes(key));
    // Keys that a merge would add are reported with the merge.
    if (missing.length > 0 && !said.has('<<')) {
      report({
        at: config.at(entry),
        message: `The entry "${name}" has no ${missing.map((key) => `"${key}"`).join(', ')}.`,
        hint: `Add ${missing.map((key) => `"${key}" (${fields[key]?.words ?? ''})`).join(', ')}.`,
      });
    }
  },
  examples: [
    {
      ok: project`
        // provider-config.yaml, changed
        -     auth: bearer
        +     auth: "api-key"
        +     base_urls: [https://uploads.weather.dev/v1]
        +     check_path: /me
        +     callback_url: http://127.0.0.1:8765/auth/callback
        +     scopes: [read]
        +     shared_credentials: true
        +     surface: search
      `,
    },
    {
      bad: project`
        // provider-config.yaml
        providers:
          ‹weather›:
      `,
      finds: ['The entry "weather" is not a mapping.'],
    },
    {
      bad: project`
        // provider-config.yaml, changed
            ‹weather›:
        …
        -     auth: bearer
      `,
      finds: ['The entry "weather" has no "auth".'],
    },
    {
      bad: project`
        // provider-config.yaml, changed
        -     base_url: https://api.weather.dev/v1
        +     ‹baseUrl›: https://api.weather.dev/v1
      `,
      finds: ['Unknown key "baseUrl" in the provider entry.'],
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
      finds: ['Unknown key "<<" in the provider entry.'],
    },
    {
      bad: project`
        // provider-config.yaml
        providers:
          ‹weather›:
          name: Weather
          auth: api-key
      `,
      finds: ['The entry "weather" is not a mapping.'],
    },
    {
      bad: project`
        // provider-config.yaml, changed
        -     auth: bearer
        +     auth: ‹apikey›
      `,
      finds: ['"auth" must be one of api-key, basic, bearer, client-credentials, none, oauth2.'],
    },
    {
      bad: project`
        // provider-config.yaml, changed
        -     base_url: https://api.weather.dev/v1
        +     base_url: ‹https://{region}.weather.dev›
      `,
      finds: ['"base_url" must be an http or https URL without "?" and "#".'],
    },
    {
      bad: project`
        // provider-config.yaml, changed
        -     base_url: https://api.weather.dev/v1
        +     base_url: ‹https://api.weather.dev/v1?format=json›
      `,
      finds: ['"base_url" must be an http or https URL without "?" and "#".'],
    },
    {
      bad: project`
        // provider-config.yaml, changed
        -     auth: bearer
        +     auth: bearer
        +     base_urls: ‹[uploads.weather.dev]›
      `,
      finds: ['"base_urls" must be a list of http or https URLs without "?" and "#".'],
    },
    {
      bad: project`
        // provider-config.yaml, changed
        -     name: Weather
        +     name: ‹7›
      `,
      finds: ['"name" must be a string.'],
    },
    {
      bad: project`
        // provider-config.yaml, changed
        -     base_url: https://api.weather.dev/v1
        +     base_url: ‹api.weather.dev›
      `,
      finds: ['"base_url" must be an http or https URL without "?" and "#".'],
    },
    {
      bad: project`
        // provider-config.yaml, changed
        -     port: 8710
        +     port: ‹70000›
      `,
      finds: ['"port" must be an integer from 1 to 65535.'],
    },
    {
      bad: project`
        // provider-config.yaml, changed
        -     token_path: weather
        +     shared_credentials: ‹some›
      `,
      finds: ['"shared_credentials" must be true or false.'],
    },
    {
      bad: project`
        // provider-config.yaml, changed
        -     token_path: weather
        +     surface: ‹serach›
      `,
      finds: ['"surface" must be one of tools, search.'],
    },
    {
      bad: project`
        // provider-config.yaml, changed
        -     token_path: weather
        +     ‹timeout›: 30
      `,
      finds: ['Unknown key "timeout" in the provider entry.'],
    },
  ],
});

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
    report({
      at: config.at(value),
      message: `"${key}" must be ${field.words}.`,
      hint: meantValue(field, value) ?? `Correct the value of "${key}".`,
    });
  }
}

/** Only case or separators differ, or a required key is missing that the value fits. */
const isCertain = (key: string, slip: string, value: DataNode, { fields }: Keys): boolean =>
  plain(slip) === plain(key) || (fields[slip]?.required === true && fields[slip].fits(value));

/** A misspelled value. */
function meantValue({ values }: Field, value: DataNode): string | undefined {
  if (!values || value.is !== 'scalar') return undefined;
  const near = closest(String(value.value).toLowerCase(), [...values]);
  return distance(near, String(value.value).toLowerCase()) <= 2
    ? `Did you mean "${near}"?`
    : undefined;
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
