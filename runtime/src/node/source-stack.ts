import type { SourceMap, SourceMapPayload } from 'node:module';
import { dirname, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { builtinModule } from './node-module.js';

/** Undefined for a file that has none. */
const maps = new Map<string, SourceMap | undefined>();

/**
 * A stack with the places of the source in the files of the build. Their source maps are read when something has failed:
 * `process.setSourceMapsEnabled` reads those of all files at the start, which takes a tenth of it.
 */
export function sourceStack(stack: string): string {
  const { argv = [] } = process as Partial<NodeJS.Process>; // workers can have none
  const build = dirname(argv[1] ?? '') + sep;
  return stack.replace(/(file:\/\/\S+?):(\d+):(\d+)/g, (place, url: string, line, column) => {
    try {
      const file = fileURLToPath(url);
      return (file.startsWith(build) && sourcePlace(file, Number(line), Number(column))) || place;
    } catch {
      return place; // a text that resembles a place
    }
  });
}

function sourcePlace(file: string, line: number, column: number): string | undefined {
  if (!maps.has(file)) maps.set(file, mapOf(file));
  const entry = maps.get(file)?.findEntry(line - 1, column - 1);
  if (!entry || !('originalSource' in entry)) return undefined;
  const source = new URL(entry.originalSource, pathToFileURL(file));
  return `${fileURLToPath(source)}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
}

function mapOf(file: string): SourceMap | undefined {
  try {
    const text = builtinModule('node:fs')?.readFileSync(`${file}.map`, 'utf8');
    const { SourceMap } = builtinModule('node:module') ?? {};
    return text && SourceMap ? new SourceMap(JSON.parse(text) as SourceMapPayload) : undefined;
  } catch {
    return undefined;
  }
}
