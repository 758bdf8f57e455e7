/**
 * Writes the options of curl (`src/kinds/api/pasted/curl-options.ts`): all that are in the source of a release, which drops none.
 * Usage: node scripts/curl-options.mjs VERSION < src/tool_getparam.c
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [version = ''] = process.argv.slice(2);
// {"data", ARG_STRG, 'd', C_DATA}: values are texts, files and numbers; those that curl clears in its arguments are secrets.
const ROW = /\{"([\w.-]+)",\s*([A-Z_|]+),\s*'(.)',\s*C_\w+\}/g;
const rows = Array.from(readFileSync(0, 'utf8').matchAll(ROW), ([, name, type, letter]) => ({
  name,
  word: letter === ' ' ? name : `${letter}/${name}`,
  form: !/ARG_(STRG|FILE|SECS|UNUM)/.test(type)
    ? 'switch'
    : type.includes('ARG_CLEAR')
      ? 'secret'
      : 'value',
})).filter(({ name }) => !name.startsWith('test-'));

/** The options of a form, in lines of up to 100 characters. */
function options(form) {
  const words = rows.filter((row) => row.form === form).map(({ word }) => word);
  return words.join(' ').replace(/(.{1,96})(?: |$)/g, '\n  $1');
}

writeFileSync(
  fileURLToPath(new URL('../src/kinds/api/pasted/curl-options.ts', import.meta.url)),
  `// Written by scripts/curl-options.mjs from src/tool_getparam.c of curl ${version}.

export interface CurlOption {
  /** Whether a value follows it; all others are switches, which \`--no-\` turns off. */
  value?: true;
  /** Its value is a secret: curl removes it from the list of processes. */
  secret?: true;
}

const SWITCHES = \`${options('switch')}\`;

const WITH_VALUE = \`${options('value')}\`;

const WITH_SECRET = \`${options('secret')}\`;

/** The options of curl, by name. */
export const CURL_OPTIONS: ReadonlyMap<string, CurlOption> = new Map([
  ...namesIn(SWITCHES).map((name) => [name, {}] as const),
  ...namesIn(WITH_VALUE).map((name) => [name, { value: true }] as const),
  ...namesIn(WITH_SECRET).map((name) => [name, { value: true, secret: true }] as const),
]);

/** Their names, by the letters of their short forms. */
export const CURL_LETTERS: ReadonlyMap<string, string> = new Map(
  \`\${SWITCHES} \${WITH_VALUE} \${WITH_SECRET}\`
    .split(/\\s+/)
    .filter((word) => word.includes('/'))
    .map((word) => [word.charAt(0), word.slice(2)]),
);

function namesIn(text: string): string[] {
  return text
    .trim()
    .split(/\\s+/)
    .map((word) => word.replace(/^.\\//, ''));
}
`,
);
