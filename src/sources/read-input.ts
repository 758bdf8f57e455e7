import { dirname, join, resolve } from 'node:path';
import { isUrl } from '../../runtime/src/utils/addresses.js';
import { specNotFound } from '../model/errors/create.js';
import type { Host } from '../model/host.js';

const streams = new WeakMap<Host, Map<string, Promise<string>>>();

/**
 * Returns the text of a file, of a URL, or of stdin for `-`. Pipes and URLs are read only once, so
 * their texts are cached; a file can be edited between two questions.
 * @throws CliError `create/spec-not-found`, `openapi/not-downloaded`, `openapi/too-large`
 */
export async function readInput(host: Host, file: string): Promise<string> {
  if (file === '-') return host.stdin();
  if (hasPath(file) && (await isFile(host, file))) return newText(host, file);
  const texts = streams.get(host) ?? new Map<string, Promise<string>>();
  streams.set(host, texts);
  const text = texts.get(file) ?? newText(host, file);
  texts.set(file, text);
  text.catch(() => texts.delete(file));
  return text;
}

/** Returns whether it is a file and not stdin or a URL. */
export const hasPath = (file: string): boolean => file !== '-' && !isUrl(file);

async function newText(host: Host, file: string): Promise<string> {
  if (isUrl(file)) return (await import('./openapi/download.js')).download(file);
  const text = await host.files.readInput(resolve(host.cwd, file));
  if (text === null) {
    const names = await host.files.list(resolve(host.cwd, dirname(file))).catch(() => []);
    throw specNotFound(
      file,
      names.map((name) => join(dirname(file), name)),
    );
  }
  return text;
}

/** Returns whether it is a regular file, with links followed: `/dev/fd/63` is a link to a pipe. */
async function isFile({ files, cwd }: Host, file: string): Promise<boolean> {
  const path = resolve(cwd, file);
  const target = await files.realPath(path).catch(() => path);
  return (await files.kind(target)) === 'file';
}
