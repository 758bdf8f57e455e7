import { Validator } from '@cfworker/json-schema';
import schema from '../../../runtime/provider-config.schema.json' with { type: 'json' };
import { isTokenPath, tokenPathRule } from '../../../runtime/src/project/token-path.js';
import { pointerKeys } from '../../../runtime/src/utils/json-pointer.js';
import { kindOptions } from '../../kinds/options.gen.js';
import { pageUrl } from '../../model/documentation.js';
import { DEFAULT_KIND } from '../../model/kind.js';
import type { Rule } from '../../model/rule.js';
import { sourceRange } from '../../model/source-range.js';
import { nearestOf } from '../../model/text/nearest.js';

const CONFIG = 'provider-config.yaml';

export default {
  severity: 'error',
  summary:
    'Entries of provider-config.yaml have all required keys, no unknown keys and valid values.',
  why: 'The server checks all entries when it starts. One invalid entry prevents the start of every provider.',
  source: { text: 'The contract, in docs/contract.md of create-mcp-provider.' },
  project({ config, root }, report) {
    // "configuration/syntax-error" reports files that cannot be parsed.
    if (!config || config.errors.length > 0) return;
    if (!config.get('providers')) {
      report(
        sourceRange(config.file),
        'The mapping "providers" is missing.',
        'Add an entry for each provider to it.',
      );
      return;
    }
    for (const entry of config.get('providers')?.members.values() ?? []) {
      const path = entry.text('token_path');
      const value = entry.get('token_path');
      if (value && path && !isTokenPath(root, path))
        report(value.range, `"token_path" ${tokenPathRule}.`, 'Use the name of the provider.');
    }
    const { errors } = new Validator(schema as object, '2020-12', false).validate(config.value);
    const reportedPaths = new Set<string>();
    for (const { keyword, error, instanceLocation } of errors) {
      // Each kind reports the same about an entry that is not a mapping.
      const subject = `${keyword} ${instanceLocation}`;
      if (reportedPaths.has(subject) && /^(type|pattern)$/.test(keyword)) continue;
      reportedPaths.add(subject);
      const path = pointerKeys(instanceLocation);
      const node = config.get(...path.map((key) => (/^\d+$/.test(key) ? Number(key) : key)));
      const [, provider = '', setting = ''] = path;
      const kind = config.text('providers', provider, 'kind') ?? DEFAULT_KIND;
      const properties = kindSettings(kind);
      const key = path.at(-1) ?? '';
      const hint =
        properties[setting]?.description ?? `See ${pageUrl('reference/provider-config.md')}.`;
      // A kind of the registry that is not part of the runtime has settings of its own.
      if (!node || (Object.hasOwn(kindOptions, kind) && !Object.hasOwn(schema.$defs, kind)))
        continue;
      if (keyword === 'false') {
        const suggestion = nearestOf(key, Object.keys(properties));
        const isNear = suggestion !== undefined && !config.get('providers', provider, suggestion);
        report(
          node.keyRange,
          `There is no setting "${key}"${path.length > 2 ? ` for a provider of the kind "${kind}"` : ''}.`,
          isNear ? `Use "${suggestion}".` : 'Remove it, or correct its name.',
          isNear ? [{ at: node.keyRange, text: suggestion }] : undefined,
        );
      } else if (keyword === 'required') {
        const [, missingKey = ''] = /"([^"]+)"\.$/.exec(error) ?? [];
        report(
          node.keyRange,
          `"${key}" has no "${missingKey}".`,
          properties[missingKey]?.description ?? 'Add it.',
        );
      } else if (WORDS[keyword])
        report(node.range, `"${setting || key}" ${WORDS[keyword](node.value)}.`, hint);
    }
  },
  examples: {
    pass: [
      { [CONFIG]: ['base_url: https://api.weather.dev/v1', 'base_url: http://localhost:8000'] },
      {
        [CONFIG]: [
          'base_url: https://api.weather.dev/v1',
          'base_url: http://weather.prod.svc.cluster.local\n    allow_http: true',
        ],
      },
      {
        [CONFIG]: [
          'base_url: https://api.weather.dev/v1',
          'kind: mcp\n    server: npx -y weather-server@1.0.0',
        ],
      },
    ],
    fail: [
      [
        {
          [CONFIG]: [
            'base_url: https://api',
            'base_url: ‹http://api.weather.dev/v1›\n    # https://api',
          ],
        },
        '"base_url" is not valid.',
      ],
      [
        {
          [CONFIG]: ['base_url: https://api.weather.dev/v1', 'base_url: ‹http://weather.internal›'],
        },
        '"base_url" is not valid.',
      ],
      [
        { [CONFIG]: ['port: 8710', 'port: ‹99999›\n    ‹colour›: red'] },
        '"port" is out of range: 99999.',
        'There is no setting "colour" for a provider of the kind "api".',
      ],
      [
        {
          [CONFIG]: [
            '  weather:\n    name: Weather\n    description: Forecasts for any place.',
            '  ‹weather›:\n    description: Forecasts for any place.',
          ],
        },
        '"weather" has no "name".',
      ],
      [
        {
          [CONFIG]: [
            'port: 8710\n    token_path: weather',
            'scopes: ‹[read, read]›\n    token_path: ‹../tokens›',
          ],
        },
        '"scopes" lists a value twice.',
        '"token_path" must stay below the data folder, or be an absolute path outside the project.',
      ],
    ],
    fix: [[{ [CONFIG]: ['token_path', 'token_pth'] }, {}]],
  },
} satisfies Rule;

/** Messages by the keyword of JSON Schema; errors of other keywords only state that a part of the value is invalid. */
const WORDS: Readonly<Record<string, ((value: unknown) => string) | undefined>> = {
  type: () => 'has a value of another type',
  enum: (value) => `cannot be ${JSON.stringify(value)}`,
  pattern: () => 'is not valid',
  minLength: () => 'is empty',
  minimum: (value) => `is out of range: ${String(value)}`,
  maximum: (value) => `is out of range: ${String(value)}`,
  uniqueItems: () => 'lists a value twice',
};

/** Returns the settings of a kind with their descriptions. */
function kindSettings(kind: string): Readonly<Record<string, { description?: string }>> {
  const definitions = new Map<string, { properties: object }>(Object.entries(schema.$defs));
  return { ...definitions.get(kind)?.properties };
}
