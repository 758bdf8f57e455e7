import { version } from '../model/version.gen.js';
import type { RenderedFile } from '../model/plan.js';
import type { SdkLine } from '../model/spec.js';
import type { RuntimePackages } from './package-json.js';

export const RUNTIME = 'mcp-provider';

const ENTRY = /^((?:import\b|\})[^'"\n]* from )'mcp-provider(\/server)?';$/gm;

/** The entries of the runtime that load the SDK have one module for each of its lines; files are written for the current one. */
export const forLine =
  (sdk: SdkLine) =>
  (file: RenderedFile): RenderedFile =>
    sdk === 'v2' || !file.path.endsWith('.ts')
      ? file
      : { ...file, text: file.text.replace(ENTRY, `$1'${RUNTIME}/v1$2';`) };

/** @param vendored path of the packed runtime; without it, both packages come from the registry */
export function runtimePackages(vendored: string | undefined): RuntimePackages {
  return vendored
    ? {
        dependencies: { [RUNTIME]: `file:${vendored}` },
        devDependencies: {},
      }
    : {
        dependencies: { [RUNTIME]: version },
        devDependencies: { 'create-mcp-provider': version },
      };
}
