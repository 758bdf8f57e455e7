import { kinds } from '../../src/kinds/register.gen.js';
import type { AuthStyle } from '../../src/model/auth-style.js';
import type { JsonSchemaObject } from '../../src/model/json-schema.js';
import type { Kind } from '../../src/model/kind.js';
import type { Preset } from '../../src/model/preset.js';
import { presets } from '../../src/presets/register.gen.js';
import { authStyles } from '../../src/styles/register.gen.js';
import { code, page, section, table } from './markdown.js';

const entriesOf = <Value>(register: Readonly<Record<string, Value>>) => Object.entries(register);

const propertyRows = (
  properties: Readonly<Record<string, JsonSchemaObject>>,
  required: readonly string[],
) =>
  entriesOf(properties).map(([name, { description }]) => [
    code(name),
    required.includes(name) ? 'required' : 'optional',
    typeof description === 'string' ? description : '',
  ]);

const SETTINGS = ['setting', '', 'meaning'];

export const authStylesPage = (): string =>
  page(
    'Auth styles',
    'The `auth` section of a spec has a `style` and its settings.',
    ...entriesOf<AuthStyle>(authStyles).map(([name, style]) =>
      section(
        name,
        `${style.label}.`,
        table(SETTINGS, propertyRows(style.settings.properties, style.settings.required)),
        table(
          ['environment variable', 'meaning'],
          style
            .environment(style.sample)
            .map(({ suffix, description }) => [code(`<PROVIDER>_${suffix}`), description]),
        ),
        `\`\`\`json\n${JSON.stringify({ auth: style.sample }, null, 2)}\n\`\`\``,
      ),
    ),
  );

export const kindsPage = (): string =>
  page(
    'Kinds',
    'A kind is what a provider connects to: `kind` in a spec and in `provider-config.yaml`.',
    ...entriesOf<Kind>(kinds).map(([name, kind]) =>
      section(
        name,
        `${kind.label}.`,
        table(
          SETTINGS,
          propertyRows(
            {
              ...Object.fromEntries(kind.spec.settings.map(({ key, schema }) => [key, schema])),
              ...kind.spec.extras,
            },
            kind.spec.settings.map(({ key }) => key),
          ),
        ),
        `\`\`\`json\n${JSON.stringify(kind.test.sample, null, 2)}\n\`\`\``,
      ),
    ),
  );

export const presetsPage = (): string =>
  page(
    'Services by name',
    '`--preset NAME` fills in endpoints, scopes and deviations of a service from OAuth 2.0.',
    ...entriesOf<Preset>(presets).map(([name, preset]) =>
      section(
        preset.displayName,
        `\`--preset ${name}\`. Register the client at <${preset.register.url}>.`,
        preset.baseUrl === undefined ? '' : `Base URL: \`${preset.baseUrl}\``,
        preset.register.notes.map((note) => `- ${note}`).join('\n'),
      ),
    ),
  );
