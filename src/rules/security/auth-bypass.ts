import type { SourceFile } from '../../model/project.js';
import type { Report } from '../../model/rule.js';
import { externalName } from '../../flow/values/external-name.js';
import { textAt } from '../configuration/documents/scalars.js';
import { defineRule } from '../define.js';
import { words } from '../../model/secret-names.js';

const SWITCH =
  /(^|_)((auth|authentication|authorization|login|token|jwt|signature|verification|sign_in)_(bypass|bypassed|disabled|off|skip|skipped|optional)|(bypass|disable|disabled|skip|no|without|ignore|insecure)_(auth|authentication|authorization|login|token|jwt|signature|verification|token_verification|sign_in|verify))(_|$)/;
const NO_AUTH = 'mcp-provider/auth#noAuth';
const VALUE = /\bbypass\b/i;

export default defineRule({
  severity: 'error',
  summary:
    'No setting turns authentication off, and a provider with sign-in does not use noAuth().',
  why: 'A bypass for development can be enabled in production by one variable, and it does not show.',
  source: {
    text: 'CWE-489, Active Debug Code; CWE-288, Authentication Bypass.',
    url: 'https://cwe.mitre.org/data/definitions/288.html',
  },
  securitySeverity: 9.1,
  on: 'project',
  check({ files, documents, code }, report) {
    for (const file of files.values()) {
      if (file.test) continue;
      inSource(file, report);
      const auth = textAt(documents.config, 'providers', file.provider ?? '', 'auth')?.text;
      if (auth === undefined || auth === 'none') continue;
      for (const value of file.facts.calls) {
        if (externalName(code, { file, value: value.callee }) !== NO_AUTH) continue;
        report({
          at: file.at(value),
          message: `The provider has "auth: ${auth}" in provider-config.yaml, but this code requires no credentials.`,
          hint: `Use the function for "${auth}", or set "auth: none" if the API needs no credentials.`,
        });
      }
    }
    const { envExample } = documents;
    for (const entry of envExample?.entries() ?? []) {
      if (envExample && SWITCH.test(words(entry.key)))
        report({ at: envExample.at(entry), ...complaint(entry.key) });
    }
  },
});

function inSource(file: SourceFile, report: Report): void {
  if (!/bypass|auth|login|token|jwt|signature|verif|sign_?in/i.test(file.text)) return;
  if (!/bypass|skip|disable|no_|without|ignore|insecure|off|optional/i.test(file.text)) return;
  const { members, declarations, calls } = file.facts;
  for (const member of members) {
    if (isEnvironment(member.object) && SWITCH.test(words(member.name)))
      report({ at: file.at(member), ...complaint(member.name) });
  }
  for (const declaration of declarations) {
    const [name] = declaration.path;
    const { init } = declaration;
    if (name !== undefined && init && isEnvironment(init) && SWITCH.test(words(name)))
      report({ at: file.at(declaration), ...complaint(name) });
  }
  // A token that is believed for a word in it.
  for (const { callee, arguments: given } of calls) {
    if (callee.is !== 'member' || !/^(endsWith|startsWith|includes|test|match)$/.test(callee.name))
      continue;
    for (const text of given) {
      if (text.is === 'string' && VALUE.test(text.value))
        report({ at: file.at(text), ...complaint(text.value) });
    }
  }
}

const isEnvironment = (value: { is: string; name?: string }) =>
  value.is === 'member' && value.name === 'env';

const complaint = (name: string) => ({
  message: `"${name}" lets callers bypass authentication.`,
  hint: 'Remove it. In tests, use a local issuer with a temporary key.',
});
