import { resolve } from 'node:path';
import { specNotFound, twoOfAName } from '../../model/errors/create.js';
import type { Host } from '../../model/host.js';
import type { ProviderSpec } from '../../model/spec.js';
import { catalog } from '../catalog.js';
import type { Checked } from '../../spec/check.js';
import { readSpec } from '../../spec/read-file.js';

const texts = new WeakMap<Host, Map<string, Promise<string>>>();

/** The text of a file, or what comes in on stdin for `-`. It is read once: a pipe has nothing more. */
export function readText(host: Host, file: string): Promise<string> {
  const known = texts.get(host) ?? new Map<string, Promise<string>>();
  texts.set(host, known);
  const text = known.get(file) ?? newText(host, file);
  known.set(file, text);
  return text;
}

async function newText(host: Host, file: string): Promise<string> {
  if (file === '-') return host.stdin();
  const text = await host.files.readInput(resolve(host.cwd, file));
  if (text === null) throw specNotFound(file);
  return text;
}

/** The providers that files describe. @throws CliError `spec/…`, `create/…` */
export async function readProviders(
  host: Host,
  files: readonly string[],
): Promise<Checked<ProviderSpec>[]> {
  return Promise.all(
    files.map(async (file) => readSpec(await readText(host, file), file, catalog)),
  );
}

/** @throws CliError `create/provider-twice` */
export function requireNames(providers: readonly Checked<ProviderSpec>[]): void {
  const names = providers.map(({ spec }) => spec.name);
  const double = names.find((name, index) => names.indexOf(name) !== index);
  if (double !== undefined) throw twoOfAName(double);
}
