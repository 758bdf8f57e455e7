import { expect, it } from 'vitest';
import { rules } from '../../src/rules/register.gen.js';
import { run } from '../../src/rules/run.js';
import { projectOf } from '../project/disk.js';
import { minimalProject } from './minimal-project.js';

const lines = (count: number, line: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at)).join('\n');

const REPEATED = [
  'if (state && state !== expected) body += state;',
  'if (!state) return true;',
  'if (state !== expected) throw new Error();',
].join(' ');

it('looks at 2,000 checks of one value only once each', async () => {
  const project = await projectOf({
    ...minimalProject,
    'src/providers/weather/api/large.ts': `export function callback(request: Request, expected: string, body: string) {
      const state = new URL(request.url).searchParams.get('state');
      ${lines(2000, () => REPEATED)}
      return body;
    }`,
  });
  const { findings, failures } = run(project, rules, {
    only: new Set(['security/optional-check']),
  });
  expect(failures).toEqual([]);
  expect(findings.length).toBeGreaterThan(0);
});

it('follows an address through 1,000 functions to the request', async () => {
  const project = await projectOf({
    ...minimalProject,
    'src/providers/weather/api/large.ts': `import { getCredentials } from './auth.js';
      const to0 = (url: string, headers: Headers) => fetch(url, { headers });
      ${lines(1000, (at) => `const to${at + 1} = (url: string, headers: Headers) => to${at}(url, headers);`)}
      export async function icon(_input: object, { principal }: CallContext) {
        const { token } = await getCredentials(principal.userId);
        const { icon } = await (await fetch('https://api.weather.dev/v1/icons')).json();
        return to1000(icon, new Headers({ authorization: token }));
      }`,
  });
  const { findings, failures } = run(project, rules, { only: new Set(['security/foreign-host']) });
  expect(failures).toEqual([]);
  expect(findings.length).toBeGreaterThan(0);
});

it('finds the credentials of each of 500 requests of one function', async () => {
  const project = await projectOf({
    ...minimalProject,
    'src/providers/weather/api/large.ts': `import { getCredentials } from './auth.js';
      export async function all(_input: object, { principal }: CallContext) {
        ${lines(
          500,
          (at) => `const credentials${at} = await getCredentials(principal.userId);
            const headers${at} = new Headers({ authorization: credentials${at}.token });
            await fetch('https://api.weather.dev/v1/${at}', { headers: headers${at} });`,
        )}
        return fetch('https://api.weather.dev/v1/last');
      }`,
  });
  const { findings, failures } = run(project, rules, {
    only: new Set(['contract/unauthenticated-call']),
  });
  expect(failures).toEqual([]);
  expect(findings).toHaveLength(1);
});

it('finds an export that only 400 functions set, which call each other', async () => {
  const calls = (at: number) => lines(20, (next) => `f${(at * 7 + next * 13) % 400}();`);
  const project = await projectOf({
    ...minimalProject,
    'src/providers/weather/server-auth.ts': `import { signInForm } from 'mcp-provider/auth';
      import { auth } from './api/auth.js';
      const start = signInForm(auth);
      export let runAuthServer: typeof start;
      ${lines(400, (at) => `function f${at}() { runAuthServer = start; ${calls(at)} }`)}`,
  });
  const { findings, failures } = run(project, rules, { only: new Set(['contract/export-kind']) });
  expect(failures).toEqual([]);
  expect(findings).toHaveLength(1);
});
