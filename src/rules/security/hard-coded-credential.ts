import type { Provider } from '../../model/project.js';
import type { ReportFinding, Rule } from '../../model/rule.js';
import { mayBeSecret } from '../../model/secrets.js';
import { sourceRange, type TextFile } from '../../model/source-range.js';
import {
  type Credential,
  credentialsOfServices,
  isRandom,
  otherCredentials,
} from '../credential-forms.js';

const AUTH = 'src/providers/weather/api/auth.ts';
const TOOL = 'src/providers/weather/tools/get-forecast.ts';
const TEST = 'tests/weather.test.ts';
const SECRET = 'q7Zr2mVw9KxB4tLs8NcD';
const headers = (value: string) => ["'/forecast',", `'/forecast', headers: ${value},`] as const;

export default {
  severity: 'error',
  summary: 'Files contain no credentials.',
  why: 'Everyone who can read the repository can use the credential, and it stays in the history after it is deleted.',
  source: {
    text: 'CWE-798, Use of Hard-coded Credentials.',
    url: 'https://cwe.mitre.org/data/definitions/798.html',
  },
  securitySeverity: 9.1,
  limits:
    'Only unmistakable forms are reported: beginnings that services give to their credentials, JSON Web Tokens, private keys, values of headers that authenticate, and what stands in place of an environment variable. "mcp-provider add-feature security" adds a scanner of the whole history. Tests may contain tokens, keys and headers that are made up.',
  hidesPlaces: true,
  project(project, report) {
    for (const path of project.paths) {
      if (LOCK.test(path)) continue;
      const file = project.text(path);
      if (!file || file.text === '') continue;
      for (const { start, end, words: description } of credentialsIn(file))
        report(sourceRange(file, start, end), `This seems to be ${description}.`, HINT);
      if (path.endsWith('.env.example')) reportValues(file, report);
    }
  },
  provider: reportVariables,
  examples: {
    pass: [
      { [TOOL]: headers('{ authorization: `Bearer ${token}` }') },
      { [TOOL]: headers("{ authorization: 'Bearer your-api-token-0123' }") },
      {
        [TEST]: ['bearer, tools', `bearer, headers: { authorization: 'Bearer ${SECRET}' }, tools`],
      },
      { '.env.example': 'WEATHER_TOKEN=\n# for development: WEATHER_TOKEN=AKIAIOSFODNN7EXAMPLE\n' },
    ],
    fail: [
      [
        { [TOOL]: headers(`{ authorization: 'Bearer ‹${SECRET}›' }`) },
        'This seems to be the credential of a header.',
      ],
      [
        { [AUTH]: ["token: 'WEATHER_TOKEN'", "token: ‹'sesame-123'›"] },
        '"token" of bearerAuth is not the name of an environment variable.',
      ],
      [
        { '.env.example': `WEATHER_TOKEN=‹${SECRET}›\n` },
        'This seems to be the value of "WEATHER_TOKEN".',
      ],
    ],
  },
} satisfies Rule;

const LOCK = /(^|\/)(package-lock|npm-shrinkwrap)\.json$|(^|\/)pnpm-lock\.yaml$/;
/** Functions whose second argument contains names of environment variables. */
const VARIABLE_NAME_FUNCTION = /^(?:accessKey|apiKey|basic|bearer|login|program)Auth$/;
const REVOKE = 'Revoke a credential that was ever committed.';
const HINT = `Move it to an environment variable, or to the credentials of the user. ${REVOKE}`;

function credentialsIn({ path, text }: TextFile): Credential[] {
  const otherForms = path.startsWith('tests/') ? [] : otherCredentials(text);
  return [...credentialsOfServices(text), ...otherForms];
}

/** Reports lines such as `WEATHER_TOKEN=q7Zr2mVw9KxB4tLs8NcD`. */
function reportValues(file: TextFile, report: ReportFinding): void {
  for (const { 0: line, 1: name = '', 2: value = '', index } of file.text.matchAll(VALUE)) {
    const isForm = credentialsOfServices(value).length + otherCredentials(value).length > 0;
    if (!mayBeSecret(name) || !isRandom(value) || isForm) continue;
    const end = index + line.length;
    report(
      sourceRange(file, end - value.length, end),
      `This seems to be the value of "${name}".`,
      `Leave the value empty, and write it into ".env". ${REVOKE}`,
    );
  }
}

const VALUE = /^[# ]*(?:export )?([A-Z][A-Z0-9_]*)=["']?([\w.~+/=-]+)/gm;

/** Reports values in place of environment variable names, unless their form was reported. */
function reportVariables({ name: provider, module }: Provider, report: ReportFinding): void {
  for (const { callee, arguments: args } of module('api/auth')?.calls ?? []) {
    if (!VARIABLE_NAME_FUNCTION.test(callee)) continue;
    for (const [member, { value, range }] of args[1]?.members ?? []) {
      if (typeof value !== 'string' || /^[A-Z][A-Z0-9_]*$/.test(value)) continue;
      if (credentialsIn(range.file).some(({ start }) => range.start <= start && start < range.end))
        continue;
      report(
        range,
        `"${member}" of ${callee} is not the name of an environment variable.`,
        `Write a name such as "${provider.toUpperCase()}_TOKEN", and the value into ".env". ${REVOKE}`,
      );
    }
  }
}
