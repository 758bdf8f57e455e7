import type { Declaration, Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { defineRule } from '../define.js';
import { words } from './secrets/names.js';
import { lastName } from './values/parts.js';

/** Names of what belongs to one caller. */
const PERSONAL =
  /(^|_)(user|users?_id|current_user|principal|caller|session|token|access_token|refresh_token|credentials?|api_key|password|auth|account)$/;
const PERSONAL_TYPE = /^(Credentials|Principal)\b/;
const AUTH = 'src/providers/weather/api/auth.ts';
const at = (code: string) => ({
  [AUTH]: { replace: 'const stored', with: `${code}\n\nconst stored` },
});

export default defineRule({
  severity: 'error',
  summary: 'No variable of a module holds the user or the credentials of a call.',
  why: 'All callers of a process share the variable: one of them gets what belongs to another.',
  source: {
    text: 'CVE-2026-25536: one server shared by callers leaks responses between them.',
    url: 'https://github.com/advisories/GHSA-345p-7cg4-v4c7',
  },
  securitySeverity: 8.1,
  on: 'file',
  check(file, report) {
    if (file.test) return;
    for (const { target, value, within, operator } of file.facts.assignments) {
      if (within === -1 || operator === 'delete') continue;
      const declaration = variableOf(file, target);
      if (declaration?.within !== -1 || !isVariable(declaration)) continue;
      const name = target.is === 'member' ? target.name : declaration.name;
      const isPersonal =
        PERSONAL.test(words(name)) ||
        PERSONAL_TYPE.test(declaration.type ?? '') ||
        (value !== undefined && PERSONAL.test(words(lastName(value))));
      if (!isPersonal) continue;
      report({
        at: file.at(target),
        message: `"${name}" is kept in a variable that all callers share.`,
        hint: 'Pass it as an argument, or keep it in a map with the user as its key.',
      });
    }
  },
  examples: [
    {
      ok: at(
        'export function remember(user: string, key: string) {\n  stored.set(user, { apiKey: key });\n}',
      ),
    },
    {
      ok: at(
        'let opened: Promise<void> | undefined;\nexport const open = () => (opened ??= Promise.resolve());',
      ),
    },
    { ok: at('export function next() {\n  let token = "a";\n  token = "b";\n  return token;\n}') },
    {
      bad: at(
        'let currentUser = "";\nexport function enter(user: string) {\n  currentUser = user;\n}',
      ),
      finds: [`${AUTH}:7:3`],
    },
    {
      bad: at(
        'let latest: Credentials | null = null;\nexport function enter(found: Credentials) {\n  latest = found;\n}',
      ),
      finds: [`${AUTH}:7:3`],
    },
    {
      bad: at('let latest: unknown;\nexport function enter(user: string) {\n  latest = user;\n}'),
      finds: [`${AUTH}:7:3`],
    },
    {
      bad: at(
        'const state = { accessToken: "" };\nexport function enter(token: string) {\n  state.accessToken = token;\n}',
      ),
      finds: [`${AUTH}:7:3`],
    },
  ],
});

function variableOf(file: SourceFile, target: Value): Declaration | undefined {
  if (target.is === 'member') return variableOf(file, target.object);
  return target.is === 'name' ? file.facts.declarations[target.declaration] : undefined;
}

const isVariable = ({ kind }: Declaration) => kind === 'let' || kind === 'var' || kind === 'const';
