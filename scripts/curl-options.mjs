/**
 * Writes the options of curl (`src/kinds/api/curl-options.ts`): all that are in the source of a release, which drops none.
 * Usage: node scripts/curl-options.mjs VERSION < src/tool_getparam.c
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [version = ''] = process.argv.slice(2);
// {"data", ARG_STRG, 'd', C_DATA}: values are texts, files and numbers; those that curl clears in its arguments are secrets.
const ROW = /\{"([\w.-]+)",\s*([A-Z_|]+),\s*'(.)',\s*C_\w+\}/g;
const rows = Array.from(readFileSync(0, 'utf8').matchAll(ROW), ([, name, type, short]) => ({
  name,
  value: /ARG_(STRG|FILE|SECS|UNUM)/.test(type),
  secret: type.includes('ARG_CLEAR'),
  short: short === ' ' ? undefined : short,
})).filter(({ name }) => !name.startsWith('test-'));

const lines = rows.map(({ name, value, secret, short }) => {
  const facts = [
    value && 'value: true',
    secret && 'secret: true',
    short !== undefined && `short: '${short}'`,
  ].filter(Boolean);
  const key = /^\w+$/.test(name) && !/^\d/.test(name) ? name : `'${name}'`;
  return `  ${key}: {${facts.length > 0 ? ` ${facts.join(', ')} ` : ''}},`;
});

writeFileSync(
  fileURLToPath(new URL('../src/kinds/api/curl-options.ts', import.meta.url)),
  `// Written by scripts/curl-options.mjs from src/tool_getparam.c of curl ${version}.

export interface CurlOption {
  /** Whether a value follows it; all others are switches, which \`--no-\` turns off. */
  value?: true;
  /** Its value is a secret: curl removes it from the list of processes. */
  secret?: true;
  /** The letter of its short form. */
  short?: string;
}

/** The options of curl, by name. */
export const CURL_OPTIONS: Readonly<Record<string, CurlOption>> = {
${lines.join('\n')}
};
`,
);
