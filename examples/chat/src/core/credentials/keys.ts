import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, stat, unlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import type { Key } from './seal.js';
import { keyOf } from './seal.js';

const run = promisify(execFile);

/**
 * Sealing keys, newest first: from `CREDENTIALS_KEY`, from the file that `CREDENTIALS_KEY_FILE` names, from what
 * `CREDENTIALS_KEY_COMMAND` prints (keyrings have such a command: `secret-tool lookup service mcp`), or from a key file
 * of this machine's user that is made on first use.
 * @throws Error where a key is weak or its file is readable by others
 */
export async function loadKeys(keyFile: string): Promise<[Key, ...Key[]]> {
  const {
    CREDENTIALS_KEY: keys,
    CREDENTIALS_KEY_FILE: secretFile,
    CREDENTIALS_KEY_COMMAND: command,
  } = process.env;
  if (keys) return parseKeys(keys, 'CREDENTIALS_KEY');
  if (secretFile) return parseKeys(await readFile(secretFile, 'utf8'), secretFile);
  if (command) return parseKeys(await printedBy(command), 'CREDENTIALS_KEY_COMMAND');
  await createOnce(keyFile);
  const { mode } = await stat(keyFile);
  if (process.platform !== 'win32' && mode & 0o077) {
    throw new Error(`${keyFile} can be read by other accounts. Run: chmod 600 ${keyFile}`);
  }
  return parseKeys(await readFile(keyFile, 'utf8'), keyFile);
}

/** Its words are parted by spaces; no shell reads them. */
async function printedBy(command: string): Promise<string> {
  const [program = '', ...args] = command.split(' ');
  const { stdout } = await run(program, args);
  return stdout;
}

function parseKeys(text: string, origin: string): [Key, ...Key[]] {
  const [first, ...rest] = text.split(/[\s,]+/).filter(Boolean);
  if (!first) throw new Error(`${origin} holds no key`);
  return [parseKey(first, origin), ...rest.map((word) => parseKey(word, origin))];
}

function parseKey(word: string, origin: string): Key {
  const bytes = Buffer.from(word, 'base64');
  if (bytes.length !== 32 || new Set(bytes).size < 8) {
    throw new Error(
      `${origin} holds no key of 32 random bytes in base64. Make one with: openssl rand -base64 32`,
    );
  }
  return keyOf(bytes);
}

/** Processes that start together must agree on one key: a complete file is linked into place, the loser takes the winner's. */
async function createOnce(path: string): Promise<void> {
  if (await stat(path).catch(() => null)) return;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  try {
    await link(draft, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await unlink(draft);
  }
}
