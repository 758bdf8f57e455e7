import { relPath } from '../../model/path.js';
import { authVariables } from '../contract/parts/auth-variables.js';
import { defineRule } from '../define.js';
import { bad, ok } from '../example.js';
import { lineAtEnd } from '../insertion.js';

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
    for (const { name, at } of authVariables(file, provider.project.code)) {
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
