import type { RuntimeArchive } from '../model/host.js';
import { version } from '../model/version.gen.js';
import type { SdkLine } from '../model/spec.js';
import type { RuntimePackages } from './package-json.js';

export const RUNTIME = 'mcp-provider';

/** What `mcp-instance.ts` and `src/providers/index.ts` import; `server.ts` imports `server` below it. */
export const runtimeEntry = (sdk: SdkLine): string => (sdk === 'v2' ? RUNTIME : `${RUNTIME}/v1`);

/** @param archive the packed runtime in `vendor/`; without it, both packages come from the registry */
export function runtimePackages(archive: RuntimeArchive | undefined): RuntimePackages {
  return archive
    ? {
        dependencies: { [RUNTIME]: `file:${vendorPath(archive)}` },
        devDependencies: {},
      }
    : {
        dependencies: { [RUNTIME]: version },
        devDependencies: { 'create-mcp-provider': version },
      };
}

export const vendorPath = ({ name }: RuntimeArchive): string => `vendor/${name}`;
