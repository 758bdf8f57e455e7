import { resolve } from 'node:path';
import { specNotFound } from '../../model/errors/create.js';
import type { Host } from '../../model/host.js';

/** The text of a file, or what comes in on stdin for `-`. */
export async function readText(host: Host, file: string): Promise<string> {
  if (file === '-') return host.stdin();
  const text = await host.files.read(resolve(host.cwd, file));
  if (text === null) throw specNotFound(file);
  return text;
}
