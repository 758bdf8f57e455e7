import { parseTarGzip } from 'nanotar';
import type { RuntimeManifest, RuntimePackage } from './package.js';

const SOURCES = 'src/';

/** Reads what `scripts/pack-runtime.mjs` has packed. */
export async function readRuntime(bytes: Uint8Array): Promise<RuntimePackage> {
  const items = await parseTarGzip(bytes);
  const texts = new Map(
    items.filter(({ type }) => type === 'file').map(({ name, text }) => [name, text]),
  );
  const json = (name: string): unknown => JSON.parse(texts.get(name) ?? '');
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
