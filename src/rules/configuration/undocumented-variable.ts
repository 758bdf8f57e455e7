import { relPath } from '../../model/path.js';
import { screamingCase } from '../../model/names.js';
import type { ProviderModel, TextFile } from '../../model/project.js';
import { testsIn } from '../contract/parts/test-cases.js';
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
    const variables = [...authVariables(file, provider.project.code)];
    const names = variables.map(({ name }) => name);
    for (const { name, key, at } of variables) {
      if (!envExample) {
        report({
          at,
          message: `The file ".env.example", which lists "${name}", is missing.`,
          hint: 'Restore the file.',
          creates: relPath('.env.example'),
        });
        continue;
      }
      if (lists(envExample, name)) continue;
      const listed = former(provider, { key, name }, envExample, names);
      if (listed !== undefined && /^['"]/.test(file.text.slice(at.start)) && at.file === file) {
        report({
          at,
          message: `The file ".env.example" lists "${listed}", not "${name}".`,
          hint: `Write "${listed}", which the tests set, too, or rename it there.`,
          fix: [{ at, text: `'${listed}'` }],
        });
        continue;
      }
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
    // The tests set the usual variable.
    bad`
      // src/providers/weather/api/auth.ts, changed
      - export const auth = bearerAuth(PROVIDER_NAME, { token: 'WEATHER_TOKEN' });
      + export const auth = bearerAuth(PROVIDER_NAME, { token: ‹'WEATHER_KEY'› });
    `.fixed`
      // src/providers/weather/api/auth.ts, changed
      - export const auth = bearerAuth(PROVIDER_NAME, { token: 'WEATHER_KEY' });
      + export const auth = bearerAuth(PROVIDER_NAME, { token: 'WEATHER_TOKEN' });
    `.finds('The file ".env.example" lists "WEATHER_TOKEN", not "WEATHER_KEY".'),
    // Renamed on purpose.
    bad`
      // src/providers/weather/api/auth.ts, changed
      - export const auth = bearerAuth(PROVIDER_NAME, { token: 'WEATHER_TOKEN' });
      + export const auth = bearerAuth(PROVIDER_NAME, { token: ‹'WEATHER_KEY'› });

      // README.md
      Set WEATHER_KEY to your key.
    `.fixed`
      // .env.example, changed
        # WEATHER_TOKEN=
      + # WEATHER_KEY=
    `.finds('The file ".env.example" does not list "WEATHER_KEY".'),
    bad`
      // src/providers/weather/api/auth.ts, changed
      - export const auth = bearerAuth(PROVIDER_NAME, { token: 'WEATHER_TOKEN' });
      + export const auth = bearerAuth(PROVIDER_NAME, { token: ‹'WEATHER_KEY'› });

      // tests/weather.test.ts, changed
          signIn: { token: 'a token' },
      +   environment: { token: 'WEATHER_KEY' },
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
      // src/providers/weather/api/auth.ts, changed
      - const names = { token: 'WEATHER_KEY' };
      + const names = { token: 'WEATHER_TOKEN' };
    `.finds('The file ".env.example" lists "WEATHER_TOKEN", not "WEATHER_KEY".'),
  ],
});

const lists = ({ text }: TextFile, name: string): boolean =>
  new RegExp(`(?<!\\w)${name}(?!\\w)`).test(text);

/**
 * The usual name of the variable, where the file lists it, code does not, and the tests expect it. A new name that another
 * place has, too, such as the README or a workflow, is a rename that is not finished.
 */
function former(
  { name: provider, project, tests, files }: ProviderModel,
  { key, name }: { key: string; name: string },
  envExample: TextFile,
  names: readonly string[],
): string | undefined {
  const { documents } = project;
  const usual = `${screamingCase(provider)}_${screamingCase(key)}`;
  const isExpected = testsIn(project.files).some(
    ({ provider: tested, call: { file } }) =>
      tested === provider && !/\benvironment\b/.test(file.text),
  );
  const isUsed = [...tests, ...files].some(({ text }) => text.includes(usual));
  const { readme, workflows, all } = documents;
  const code = [...project.files.values()].filter((file) => lists(file, name));
  const isElsewhere =
    code.length > 1 ||
    [...all, ...workflows, ...(readme ? [readme] : [])].some((each) => lists(each, name));
  return lists(envExample, usual) && isExpected && !isUsed && !isElsewhere && !names.includes(usual)
    ? usual
    : undefined;
}
