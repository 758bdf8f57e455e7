/** The packed runtime: its manifest, and its sources by path below `src/`. */
export interface RuntimePackage {
  manifest: RuntimeManifest;
  compilerOptions: Readonly<Record<string, unknown>>;
  sources: ReadonlyMap<string, string>;
}

export interface RuntimeManifest {
  version: string;
  dependencies: Readonly<Record<string, string>>;
  peerDependencies: Readonly<Record<string, string>>;
  exports: Readonly<Record<string, string | { default: string }>>;
}

/** Source files by the module that packages import: `api.ts` for `mcp-provider/api`. */
export const entriesOf = ({ exports }: RuntimeManifest): Map<string, string> =>
  new Map(
    Object.entries(exports).flatMap(([path, target]) =>
      typeof target === 'string'
        ? []
        : [
            [
              `mcp-provider${path.slice(1)}`,
              target.default.replace('./dist/', '').replace(/\.js$/, '.ts'),
            ] as const,
          ],
    ),
  );
