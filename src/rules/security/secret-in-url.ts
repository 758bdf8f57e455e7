import type { SourceFile } from '../../model/project.js';
import type { Report } from '../../model/rule.js';
import { defineRule } from '../define.js';
import { isSecretName } from './secrets/names.js';

const PARAMETER = /[?&]([\w.-]+)=$/;
const CLIENT = 'src/providers/weather/api/client.ts';
const at = (code: string) => ({
  [CLIENT]: { replace: 'export async', with: `${code}\n\nexport async` },
});

export default defineRule({
  severity: 'error',
  summary: 'No address carries a secret.',
  why: 'Addresses are written into logs of servers and proxies, and sent along as referrer.',
  source: {
    text: 'RFC 6750, section 5.3: bearer tokens must not be passed in page URLs.',
    url: 'https://www.rfc-editor.org/rfc/rfc6750#section-5.3',
  },
  securitySeverity: 6.5,
  on: 'file',
  check(file, report) {
    if (file.test) return;
    inTemplates(file, report);
    inParameters(file, report);
  },
  examples: [
    { ok: at('export const url = (page: string) => `/rooms?page_token=${page}`;') },
    {
      ok: at(
        'export const body = (secret: string) => new URLSearchParams({ client_secret: secret });',
      ),
    },
    {
      bad: at('export const url = (key: string) => `/rooms?limit=5&api_key=${key}`;'),
      finds: [`${CLIENT}:6:63`],
    },
    {
      bad: at(
        "export const sign = (url: URL, token: string) => url.searchParams.set('access_token', token);",
      ),
      finds: [`${CLIENT}:6:71`],
    },
    {
      bad: at(
        'export const url = (user: string, password: string) => `https://${user}:${password}@api.weather.dev`;',
      ),
      finds: [`${CLIENT}:6:75`],
    },
  ],
});

function inTemplates(file: SourceFile, report: Report): void {
  for (const text of file.facts.texts) {
    if (text.is !== 'template') continue;
    for (const [index, value] of text.values.entries()) {
      const before = text.chunks[index] ?? '';
      const after = text.chunks[index + 1] ?? '';
      const [, parameter] = PARAMETER.exec(before) ?? [];
      const isPassword =
        before === ':' && after.startsWith('@') && /^https?:\/\/$/.test(text.chunks[0] ?? '');
      if (isPassword) report({ at: file.at(value), ...words('password') });
      else if (parameter !== undefined && isSecretName(parameter))
        report({ at: file.at(value), ...words(parameter) });
    }
  }
}

function inParameters(file: SourceFile, report: Report): void {
  for (const { callee, arguments: given } of file.facts.calls) {
    const [name] = given;
    const sets =
      callee.is === 'member' &&
      /^(set|append)$/.test(callee.name) &&
      callee.object.is === 'member' &&
      callee.object.name === 'searchParams';
    if (sets && name?.is === 'string' && isSecretName(name.value))
      report({ at: file.at(name), ...words(name.value) });
  }
}

const words = (name: string) => ({
  message: `The address carries a secret, "${name}".`,
  hint: 'Send it in a header, such as "authorization".',
});
