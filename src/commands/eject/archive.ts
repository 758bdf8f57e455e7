import { parseTarGzip } from 'nanotar';

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

const SOURCES = 'package/src/';

/** Reads a package in npm's form. */
export async function readRuntime(bytes: Uint8Array): Promise<RuntimePackage> {
  const items = await parseTarGzip(bytes);
  const texts = new Map(
    items.filter(({ type }) => type === 'file').map(({ name, text }) => [name, text]),
  );
  const json = (name: string): unknown => JSON.parse(texts.get(`package/${name}`) ?? '');
  const { compilerOptions } = json('tsconfig.project.json') as Pick<
    RuntimePackage,
    'compilerOptions'
  >;
  return {
    manifest: json('package.json') as RuntimeManifest,
    compilerOptions,
    sources: new Map(
      [...texts]
        .filter(([name]) => name.startsWith(SOURCES))
        .map(([name, text]) => [name.slice(SOURCES.length), text]),
    ),
  };
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
