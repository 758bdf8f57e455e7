import { readFileSync } from 'node:fs';
import process from 'node:process';
import type { FileFacts } from '../model/facts.js';

/** Written by the build, beside the program; a run from sources has none. */
const FILE = new URL('../known-facts.bin', import.meta.url);

let known: ReadonlyMap<string, Uint8Array> | undefined;

/**
 * The facts of a file that this program writes, by its whole text: most of a project is such files, and parsing is
 * most of a check. Each call makes new ones, as parsing would.
 */
export function knownFacts(text: string): FileFacts | undefined {
  known ??= readKnown();
  const bytes = known.get(text);
  return bytes && (deserialized(bytes) as FileFacts); // what scripts/known-facts.ts serialized
}

/** Nothing is known where the file is missing, or of a newer Node than this one can read. */
function readKnown(): ReadonlyMap<string, Uint8Array> {
  try {
    return deserialized(readFileSync(FILE)) as ReadonlyMap<string, Uint8Array>; // see above
  } catch {
    return new Map();
  }
}

/** Commands that check nothing go without the module: Node takes its time to load it. */
const deserialized = (bytes: Uint8Array): unknown =>
  process.getBuiltinModule('node:v8').deserialize(bytes);
