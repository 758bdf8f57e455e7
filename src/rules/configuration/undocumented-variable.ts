import type { Code } from '../../model/code.js';
import { relPath } from '../../model/path.js';
import type { Place, SourceFile } from '../../model/project.js';
import { defineRule } from '../define.js';
import { bad, ok } from '../example.js';
import { lineAtEnd } from '../insertion.js';

const VARIABLE = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;

export default defineRule({
  severity: 'warning',
  summary: 'The file .env.example lists the environment variables that api/auth.ts names.',
  why: 'Without the entry, users who install the server do not know which variable holds the credentials.',
  limits: 'Variables that code reads from process.env are not checked.',
  source: { text: 'The Twelve-Factor App, III. Config.', url: 'https://12factor.net/config' },
  on: 'provider',
  check(provider, report) {
    const { envExample } = provider.project.documents;
    const file = provider.file('api/auth');
    if (!file) return;
    for (const { name, at } of variablesOf(file, provider.project.code)) {
      if (!envExample) {
        report({
          at,
          message: `The file ".env.example", which lists "${name}", is missing.`,
          hint: 'Restore the file.',
          creates: relPath('.env.example'),
        });
        continue;
      }
      if (new RegExp(`(?<!\\w)${name}(?!\\w)`).test(envExample.text)) continue;
      report({
        at,
        message: `The file ".env.example" does not list "${name}".`,
        hint: `Add the line "# ${name}=" to ".env.example".`,
        fix: [lineAtEnd(envExample, `# ${name}=`)],
      });
    }
  },
  examples: [
    ok`
      // .env.example
      WEATHER_TOKEN=
    `,
    bad`
      // .env.example, deleted

      // src/providers/weather/api/auth.ts, unchanged
      export const auth = bearerAuth(PROVIDER_NAME, { token: ‹'WEATHER_TOKEN'› });
    `.finds('The file ".env.example", which lists "WEATHER_TOKEN", is missing.'),
    bad`
      // src/providers/weather/api/auth.ts, changed
      - export const auth = bearerAuth(PROVIDER_NAME, { token: 'WEATHER_TOKEN' });
      + export const auth = bearerAuth(PROVIDER_NAME, { token: ‹'WEATHER_KEY'› });
    `.fixed`
      // .env.example, changed
        # WEATHER_TOKEN=
      + # WEATHER_KEY=
    `.finds('The file ".env.example" does not list "WEATHER_KEY".'),
    bad`
      // .env.example
      WEATHER_TOKEN_URL=

      // src/providers/weather/api/auth.ts, unchanged
      export const auth = bearerAuth(PROVIDER_NAME, { token: ‹'WEATHER_TOKEN'› });
    `.fixed`
      // .env.example, changed
        WEATHER_TOKEN_URL=
      + # WEATHER_TOKEN=
    `.finds('The file ".env.example" does not list "WEATHER_TOKEN".'),
    bad`
      // src/providers/weather/api/auth.ts, changed
      + const names = { token: ‹'WEATHER_KEY'› };
      - export const auth = bearerAuth(PROVIDER_NAME, { token: 'WEATHER_TOKEN' });
      + export const auth = bearerAuth(PROVIDER_NAME, names);
    `.fixed`
      // .env.example, changed
        # WEATHER_TOKEN=
      + # WEATHER_KEY=
    `.finds('The file ".env.example" does not list "WEATHER_KEY".'),
  ],
});

/** Names of variables in the options of the auth style. */
function* variablesOf(file: SourceFile, code: Code): Generator<{ name: string; at: Place }> {
  for (const { callee, arguments: given } of file.facts.calls) {
    const style = code.runtime({ file, value: callee });
    const [, options] = given;
    if (!options || !style?.returns?.members?.getCredentials) continue;
    for (const { file: home, value } of code.object({ file, value: options })?.properties ?? []) {
      const name = code.constant({ file: home, value });
      if (typeof name === 'string' && VARIABLE.test(name)) yield { name, at: home.at(value) };
    }
  }
}
