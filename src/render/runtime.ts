import type { RenderedFile } from '../model/plan.js';
import type { SdkLine } from '../model/spec.js';
import { version } from '../model/version.gen.js';

export const RUNTIME = 'mcp-provider';

const ENTRY = /^((?:import\b|\})[^'"\n]* from )'mcp-provider';$/gm;

/** The entry of the runtime that loads the SDK has one module for each of its lines; files are written for the current one. */
export const forLine =
  (sdk: SdkLine) =>
  (file: RenderedFile): RenderedFile =>
    sdk === 'v2' || !file.path.endsWith('.ts')
      ? file
      : {
          ...file,
          text: file.text
            .replace(ENTRY, `$1'${RUNTIME}/v1';`)
            .replace(IMPORTS, (lines) => sorted(lines)),
        };

/** Imports of the runtime, one below the other. */
const IMPORTS = /(?:^import [^'"\n]* from 'mcp-provider[^'\n]*';\n)+/gm;

/** By module, as they are written. */
function sorted(lines: string): string {
  const moduleOf = (line: string) => /'([^']+)';$/.exec(line)?.[1] ?? '';
  const imports = lines.trimEnd().split('\n');
  return `${imports.toSorted((one, other) => (moduleOf(one) < moduleOf(other) ? -1 : 1)).join('\n')}\n`;
}

/** @param vendored paths of archives in the project; other packages come from the registry */
export const runtimePackages = (vendored: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    [RUNTIME, 'create-mcp-provider'].map((name) => {
      const path = vendored.find((each) => each.startsWith(`vendor/${name}-`));
      return [name, path === undefined ? version : `file:${path}`];
    }),
  );
