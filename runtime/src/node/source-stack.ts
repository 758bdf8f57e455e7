import type { SourceMap, SourceMapPayload } from 'node:module';
import { dirname, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { builtinModule } from './node-module.js';

/** Source maps by file; undefined for a file that has none. */
const sourceMaps = new Map<string, SourceMap | undefined>();

/**
 * Replaces the positions in a stack by those in the source. The source maps are read only after a
 * failure: `process.setSourceMapsEnabled` reads those of all files at the start, which takes a
 * tenth of it.
 */
export function sourceStack(stack: string): string {
  const { argv = [] } = process as Partial<NodeJS.Process>; // workers can have none
  const build = dirname(argv[1] ?? '') + sep;
  return stack.replace(/(file:\/\/\S+?):(\d+):(\d+)/g, (place, url: string, line, column) => {
    try {
      const file = fileURLToPath(url);
      return (
        (file.startsWith(build) && sourcePosition(file, Number(line), Number(column))) || place
      );
    } catch {
      return place; // the text only resembles a position
    }
  });
}

function sourcePosition(file: string, line: number, column: number): string | undefined {
  if (!sourceMaps.has(file)) sourceMaps.set(file, mapOf(file));
  const entry = sourceMaps.get(file)?.findEntry(line - 1, column - 1);
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
