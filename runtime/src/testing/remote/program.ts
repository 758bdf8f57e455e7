import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandText } from '../../utils/command-words.js';
import { VARIABLE_PREFIX } from '../sign-ins/sign-ins.js';

/** Passes each message on to the URL, with its variables as headers, and prints the response. */
const SOURCE = `import { createInterface } from 'node:readline';
const [url, ...names] = process.argv.slice(2);
const headers = Object.fromEntries(names.map((name) => ['${VARIABLE_PREFIX}' + name, process.env[name] ?? '']));
createInterface(process.stdin).on('line', async (body) => {
  const response = await fetch(url, { method: 'POST', headers, body });
  const text = await response.text();
  if (text !== '') process.stdout.write(text + '\\n');
});
`;

/** Returns a program in place of that of the provider: it relays to the stand-in at this URL. */
export function standInProgram(url: string, variables: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'mcp-program-'));
  const file = join(folder, 'program.mjs');
  writeFileSync(file, SOURCE);
  return {
    command: commandText([process.execPath, file, url, ...variables]),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
