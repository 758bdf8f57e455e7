import { version } from '../model/version.gen.js';
import type { SdkLine } from '../model/spec.js';
import type { RuntimePackages } from './package-json.js';

export const RUNTIME = 'mcp-provider';

/** What `mcp-instance.ts` and `src/providers/index.ts` import; `server.ts` imports `server` below it. */
export const runtimeEntry = (sdk: SdkLine): string => (sdk === 'v2' ? RUNTIME : `${RUNTIME}/v1`);

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
