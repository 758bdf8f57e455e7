import type { Rule } from '../../model/rule.js';

const COLLECTIONS = /^(Map|Set|WeakMap|WeakSet|Array|LRUCache|QuickLRU|NodeCache|TTLCache)$/;
const CHANGES = /\.(set|add|push|unshift|splice|fill|clear|delete)$/;
const HINT = 'Keep it in the function, or with `perUser(() => …)`, which has one for each user.';
const API = 'src/providers/weather/api/get-forecast.ts';

export default {
  severity: 'error',
  summary: 'Modules of a provider keep no variable state.',
  why: 'One process serves all users: data that a module keeps from a call of one user can reach the next user.',
  source: {
    text: 'CWE-488, Exposure of Data Element to Wrong Session.',
    url: 'https://cwe.mitre.org/data/definitions/488.html',
  },
  securitySeverity: 7.5,
  limits:
    'Array literals, members that are assigned to an object, static fields of classes, files and databases are not looked at.',
  module({ variables, calls }, report) {
    for (const { name, kind, init, at } of variables) {
      const made = init?.call?.name ?? '';
      const isFilled = () =>
        calls.some(
          (call) =>
            call.within.length > 0 && call.name.startsWith(`${name}.`) && CHANGES.test(call.name),
        );
      if (kind === 'let' || kind === 'var')
        report(at, `The variable "${name}" is the same for all users.`, HINT);
      else if (COLLECTIONS.test(made) && isFilled())
        report(at, `The ${made} "${name}" is filled for all users.`, HINT);
    }
  },
  examples: {
    pass: [
      // A table, and one that is filled when the module is loaded.
      {
        [API]: [
          'export const',
          "const UNITS = new Map([['c', 'Celsius']]);\nconst all = new Set();\nfor (const each of UNITS.keys()) all.add(each);\nexport const",
        ],
      },
      {
        [API]: [
          'const response',
          'let units; const seen = new Map(); seen.set(units, 1);\n  const response',
        ],
      },
      {
        [API]: [
          'export const getForecast: Call<typeof input> = async (query, context) => {',
          'const cache = perUser(() => new Map<string, unknown>());\nexport const getForecast: Call<typeof input> = async (query, context) => {\n  cache(context).set(query.place, 1);',
        ],
      },
    ],
    fail: [
      [
        { [API]: ['export const', 'let ‹user›: string;\nexport const'] },
        'The variable "user" is the same for all users.',
      ],
      [
        {
          [API]: [
            'export const getForecast: Call<typeof input> = async (query, context) => {',
            'const ‹cache› = new Map<string, unknown>();\nexport const getForecast: Call<typeof input> = async (query, context) => {\n  cache.set(query.place, 1);',
          ],
        },
        'The Map "cache" is filled for all users.',
      ],
    ],
  },
} satisfies Rule;
