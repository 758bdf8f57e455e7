import type { Rule } from '../../model/rule.js';

const COLLECTIONS = /^(Map|Set|WeakMap|WeakSet|Array|LRUCache|QuickLRU|NodeCache|TTLCache)$/;
const CHANGES = /\.(set|add|push|unshift|splice|fill|clear|delete)$/;
const HINT = 'Keep it in the function, or with `perUser(() => …)`, which has one for each user.';
const TOOL = 'src/providers/weather/tools/get-forecast.ts';

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
    for (const { name, kind, init, range } of variables) {
      const constructorName = init?.call?.callee ?? '';
      const isFilled = () =>
        calls.some(
          (call) =>
            call.enclosingNames.length > 0 &&
            call.callee.startsWith(`${name}.`) &&
            CHANGES.test(call.callee),
        );
      if (kind === 'let' || kind === 'var')
        report(range, `The variable "${name}" is the same for all users.`, HINT);
      else if (COLLECTIONS.test(constructorName) && isFilled())
        report(range, `The ${constructorName} "${name}" is filled for all users.`, HINT);
    }
  },
  examples: {
    pass: [
      // A table that is only filled while the module is loaded does not change.
      {
        [TOOL]: [
          'export const',
          "const UNITS = new Map([['c', 'Celsius']]);\nconst all = new Set();\nfor (const each of UNITS.keys()) all.add(each);\nexport const",
        ],
      },
      {
        [TOOL]: [
          'const response',
          'let units; const seen = new Map(); seen.set(units, 1);\n    const response',
        ],
      },
      {
        [TOOL]: [
          'export const',
          "const cache = perUser(() => new Map<string, unknown>());\nconst keep = (context: CallContext) => cache(context).set('city', 1);\nexport const",
        ],
      },
    ],
    fail: [
      [
        { [TOOL]: ['export const', 'let ‹user›: string;\nexport const'] },
        'The variable "user" is the same for all users.',
      ],
      [
        {
          [TOOL]: [
            'export const',
            'const ‹cache› = new Map<string, unknown>();\nconst keep = (place: string) => cache.set(place, 1);\nexport const',
          ],
        },
        'The Map "cache" is filled for all users.',
      ],
    ],
  },
} satisfies Rule;
