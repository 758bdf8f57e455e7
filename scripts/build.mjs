/** Writes `dist/`: the commands and the library as bundles, their declarations, the licences of what is in them. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { licenceNotices } from './licence-notices.mjs';
import writeRegisters from './registers.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DIST = join(ROOT, 'dist');
const CHUNKS = join(DIST, 'chunks');
const TYPES = join(DIST, 'types');

/**
 * The bundles alone; the tests of the built program call it before they start.
 * @returns what is in each file (esbuild's `Metafile`)
 */
export default async function bundle() {
  writeRegisters();
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const { outputFiles, metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: { cli: 'src/cli/main.ts', index: 'src/index.ts' },
    outdir: DIST,
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    minify: true,
    legalComments: 'none',
    external: Object.keys(dependencies),
    // Its ES modules: smaller than the CommonJS build that Node would take, and the names survive `import()`.
    alias: { yaml: join(ROOT, 'node_modules/yaml/browser/index.js') },
    // Bundled CommonJS packages ask for nothing but Node's own modules; an ES module has no `require`.
    banner: { js: 'const require = process.getBuiltinModule;' },
    metafile: true,
    write: false,
  });
  const files = new Map(outputFiles.map(({ path, contents }) => [path, contents]));
  files.set(join(DIST, 'LICENCES.txt'), licenceNotices(ROOT, Object.keys(metafile.inputs)));
  write(files);
  const cli = [join(ROOT, 'bin', 'mcp-provider.cjs'), 'schema', 'report'];
  writeFileSync(join(DIST, 'report.schema.json'), execFileSync(process.execPath, cli));
  return metafile.outputs;
}

/** New files first and old chunks last: a program that runs meanwhile finds all of its own. */
function write(files) {
  mkdirSync(CHUNKS, { recursive: true });
  for (const [path, contents] of files) writeFileSync(path, contents);
  for (const name of readdirSync(CHUNKS)) {
    if (!files.has(join(CHUNKS, name))) rmSync(join(CHUNKS, name));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await bundle();
  rmSync(TYPES, { recursive: true, force: true });
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
    cwd: ROOT,
    stdio: 'inherit',
  });
}
