import { credentialFlow } from '../../flow/sources/credentials.js';
import { visible } from '../../flow/taint.js';
import { externalName } from '../../flow/values/external-name.js';
import type { Code, Located } from '../../model/code.js';
import type { CallValue } from '../../model/facts.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';

const WRITES = /^node:fs(\/promises)?#(promises\.)?(writeFile|appendFile)(Sync)?$/;
/** Permissions of group and others. */
const OTHERS = 0o077;

export default defineRule({
  severity: 'error',
  summary: 'Files with credentials are readable by their owner only.',
  why: 'Without a mode, other accounts of the machine can read the file.',
  source: {
    text: 'CWE-732, Incorrect Permission Assignment for Critical Resource.',
    url: 'https://cwe.mitre.org/data/definitions/732.html',
  },
  securitySeverity: 6.2,
  on: 'file',
  check(file, report, { code }) {
    if (file.test || !/\bfs\b/.test(file.text)) return;
    for (const value of file.facts.calls) {
      if (!WRITES.test(externalName(code, { file, value: value.callee }) ?? '')) continue;
      const [, content] = value.arguments;
      if (!content || visible(credentialFlow(code).taint({ file, value: content })).length === 0)
        continue;
      if (isPrivate({ file, value }, code)) continue;
      report({
        at: file.at(value),
        message: 'Other accounts of the machine can read this file, which contains credentials.',
        hint: 'Store credentials with `saveCredentials()`, or pass `{ mode: 0o600 }`.',
      });
    }
  },
  examples: [
    {
      ok: project`
        // src/providers/weather/api/keep.ts
        import { writeFileSync } from 'node:fs';
        import { getCredentials } from './auth.js';

        export async function keep(user: string) {
          const credentials = await getCredentials(user);
          writeFileSync('/run/weather', JSON.stringify(credentials), { mode: 0o600 });
        }
      `,
    },
    {
      bad: project`
        // src/providers/weather/api/keep.ts
        import { writeFileSync } from 'node:fs';
        import { getCredentials } from './auth.js';

        export async function keep(user: string) {
          const credentials = await getCredentials(user);
          ‹writeFileSync('/run/weather', JSON.stringify(credentials))›;
        }
      `,
      finds: ['Other accounts of the machine can read this file, which contains credentials.'],
    },
  ],
});

function isPrivate({ file, value }: Located<CallValue>, code: Code): boolean {
  const [, , options] = value.arguments;
  const properties = options && code.object({ file, value: options })?.properties;
  const mode = properties?.findLast(({ key }) => key === 'mode');
  const given = mode && code.constant(mode);
  return typeof given === 'number' && (given & OTHERS) === 0;
}
