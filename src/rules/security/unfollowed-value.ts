import { defineRule } from '../define.js';
import { bad, ok } from '../example.js';

export default defineRule({
  severity: 'error',
  summary: 'All values that other rules check can be followed to where they come from.',
  why: 'What a value holds beyond that place is unknown: it can be a secret, or an argument that nothing has checked.',
  limits:
    'With `--rule`, it shows what those rules could not follow. Calls of other packages are not followed.',
  source: {
    text: 'CWE-1120, Excessive Code Complexity.',
    url: 'https://cwe.mitre.org/data/definitions/1120.html',
  },
  securitySeverity: 5,
  on: 'unfollowed',
  check({ code }, report) {
    for (const { file, value } of code.unfollowed) {
      report.unseen({
        at: file.at(value),
        message: 'Cannot determine what this value holds: it depends on too many others.',
        hint: 'Check by hand what reaches it, and suppress this finding with a reason; or make the way shorter.',
      });
    }
  },
  examples: [
    ok`
      // src/providers/weather/api/large.ts
      export let v0: unknown = process.env.WEATHER_TOKEN;
      export const v1 = v0, v2 = v1, v3 = v2, v4 = v3, v5 = v4, v6 = v5, v7 = v6, v8 = v7, v9 = v8;
      v0 = v9;
    `,
    bad`
      // src/providers/weather/api/large.ts
      export const wrap = (x: unknown): unknown =>
        wrap({ a: x }) ?? wrap({ b: x }) ?? wrap({ c: x }) ?? wrap({ d: x }) ?? wrap({ e: x }) ??
        wrap({ f: x }) ?? wrap({ g: x }) ?? wrap({ h: x }) ?? wrap({ i: x }) ?? ‹wrap({ j: x })› ?? x;
      console.error(wrap(process.env.WEATHER_TOKEN));
    `.finds('Cannot determine what this value holds: it depends on too many others.'),
  ],
});
