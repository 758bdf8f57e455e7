import type { RenderedFile } from '../model/plan.js';
import type { SdkLine } from '../model/spec.js';
import { version } from '../model/version.gen.js';

export const RUNTIME = 'mcp-provider';

const ENTRY = /^((?:import\b|\})[^'"\n]* from )'mcp-provider';$/gm;

/** Adapts files, which are rendered for the current SDK line, to another line, for which the runtime has other entry points. */
export const forLine =
  (sdk: SdkLine) =>
  (file: RenderedFile): RenderedFile =>
    sdk === 'v2' || !file.path.endsWith('.ts')
      ? file
      : {
          ...file,
          text: file.text
            .replace(ENTRY, `$1'${RUNTIME}/v1';`)
            .replace(IMPORTS, (lines) => sortImports(lines)),
        };

/** Matches imports of the runtime on consecutive lines. */
const IMPORTS = /(?:^import [^'"\n]* from 'mcp-provider[^'\n]*';\n)+/gm;

function sortImports(lines: string): string {
  const importedModule = (line: string) => /'([^']+)';$/.exec(line)?.[1] ?? '';
  const imports = lines.trimEnd().split('\n');
  return `${imports.toSorted((left, right) => (importedModule(left) < importedModule(right) ? -1 : 1)).join('\n')}\n`;
}

/** @param vendoredPaths paths of archives in the project; other packages come from the registry */
export const runtimePackages = (vendoredPaths: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    [RUNTIME, 'create-mcp-provider'].map((name) => {
      const path = vendoredPaths.find((vendoredPath) => vendoredPath.startsWith(`vendor/${name}-`));
      return [name, path === undefined ? version : `file:${path}`];
    }),
  );
