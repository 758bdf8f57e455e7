/**
 * Writes the registers (`*.gen.ts`): what is in a folder is in the product, and no list of it is kept by hand.
 * Runs before types, tests and build; a file whose content is right is left alone.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { templateRegister } from './template-register.mjs';
import { viewPage } from './view-page.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * `match` is tried on the path below `folder`; its first group is the key. `type` is exported by `src/model/<model>.ts`.
 * `keys` is a list of the keys alone, for what needs no more: command descriptions, which load at every start, and rules.
 * YAML files are data for people; in the product they are code, which needs no parser.
 */
const REGISTERS = [
  {
    folder: 'src/styles',
    match: /^([a-z0-9-]+)\/style\.ts$/,
    output: 'src/styles/register.gen.ts',
    name: 'authStyles',
    type: 'AuthStyle',
    model: 'auth-style',
    keys: { output: 'src/styles/ids.gen.ts', name: 'styleIds' },
  },
  {
    folder: 'src/features',
    match: /^([a-z0-9-]+)\.ts$/,
    output: 'src/features/register.gen.ts',
    name: 'features',
    type: 'Feature',
    model: 'feature',
    keys: { output: 'src/features/ids.gen.ts', name: 'featureIds' },
  },
  {
    folder: 'src/kinds',
    match: /^([a-z0-9-]+)\/kind\.ts$/,
    output: 'src/kinds/register.gen.ts',
    name: 'kinds',
    type: 'Kind',
    model: 'kind',
  },
  {
    folder: 'src/kinds',
    match: /^([a-z0-9-]+)\/contract\.ts$/,
    output: 'src/kinds/contracts.gen.ts',
    name: 'contracts',
    type: 'KindContract',
    model: 'kind',
  },
  {
    folder: 'src/kinds',
    match: /^([a-z0-9-]+)\/registrations\.ts$/,
    output: 'src/kinds/registrations.gen.ts',
    name: 'registrations',
    type: 'Registrations',
    model: 'kind',
  },
  {
    folder: 'src/kinds',
    match: /^([a-z0-9-]+)\/options\.ts$/,
    output: 'src/kinds/options.gen.ts',
    name: 'kindOptions',
    type: 'KindOptions',
    model: 'kind',
  },
  {
    folder: 'src/presets',
    match: /^([a-z0-9-]+)\.yaml$/,
    output: 'src/presets/register.gen.ts',
    name: 'presets',
    type: 'Preset',
    model: 'preset',
    keys: { output: 'src/presets/ids.gen.ts', name: 'presetIds' },
  },
  {
    folder: 'src/commands',
    match: /^([a-z0-9-]+)\/command\.ts$/,
    output: 'src/commands/register.gen.ts',
    name: 'commands',
    type: 'CommandDescription',
    model: 'command',
  },
  {
    folder: 'src/rules',
    match: /^([a-z0-9-]+\/[a-z0-9-]+)\.ts$/,
    output: 'src/rules/register.gen.ts',
    name: 'rules',
    type: 'Rule',
    model: 'rule',
    keys: { output: 'src/rules/ids.gen.ts', name: 'ruleIds' },
  },
  {
    folder: 'src/reporters',
    match: /^([a-z0-9-]+)\.ts$/,
    output: 'src/reporters/register.gen.ts',
    name: 'reporters',
    type: 'Reporter',
    model: 'reporter',
    keys: { output: 'src/reporters/ids.gen.ts', name: 'reporterIds' },
  },
  {
    folder: 'src/clients',
    match: /^([a-z0-9-]+)\.ts$/,
    output: 'src/clients/register.gen.ts',
    name: 'clients',
    type: 'ClientRow',
    model: 'client',
    keys: { output: 'src/clients/ids.gen.ts', name: 'clientIds' },
  },
];

export default function writeRegisters() {
  for (const register of REGISTERS) {
    if (!existsSync(join(ROOT, register.folder))) continue;
    const isData = register.match.source.includes('yaml');
    write(register.output, isData ? dataSource(register) : registerSource(register));
    if (register.keys) write(register.keys.output, keysSource(register));
  }
  write('src/render/templates.gen.ts', templateRegister(join(ROOT, 'templates'), filesBelow));
  write('runtime/src/views/page.gen.ts', viewPage(join(ROOT, 'runtime/src/views/page')));
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const changelog = readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8');
  write('src/upgrade/changelog.gen.ts', changesForCode(changelog));
  const isRelease = process.env.MCP_PROVIDER_RELEASE === 'true';
  write(
    'src/model/version.gen.ts',
    `export const version = ${JSON.stringify(version)};\n/** Both packages are in the registry. */\nexport const isRelease: boolean = ${isRelease};\n`,
  );
}

/** What each release changes for existing code: the sections "Changed", "Deprecated" and "Removed". */
function changesForCode(changelog) {
  const releases = changelog.split(/^## (?=\d)/m).slice(1);
  const data = releases.map((release) => ({
    version: /^\S+/.exec(release)?.[0],
    text: release
      .split(/^(?=### )/m)
      .filter((section) => /^### (Changed|Deprecated|Removed)/.test(section))
      .join('')
      .trim(),
  }));
  return `export const releases: readonly { version: string; text: string }[] = ${JSON.stringify(data)};\n`;
}

const specifierFrom = (output) => (path) =>
  posix.relative(posix.dirname(output), path).replace(/^(?!\.)/, './');

function dataSource({ folder, match, output, name, type, model }) {
  const specifier = specifierFrom(output);
  const values = filesBelow(join(ROOT, folder)).flatMap((path) => {
    const key = match.exec(path)?.[1];
    return key ? [[key, parse(readFileSync(join(ROOT, folder, path), 'utf8'))]] : [];
  });
  return [
    `import type { ${type} } from '${specifier(`src/model/${model}.js`)}';`,
    '',
    `export const ${name} = ${JSON.stringify(Object.fromEntries(values), null, 2)} satisfies Readonly<Record<string, ${type}>>;`,
    '',
  ].join('\n');
}

function registerSource({ folder, match, output, name, type, model }) {
  const specifier = specifierFrom(output);
  const entries = filesBelow(join(ROOT, folder)).flatMap((path) => {
    const key = match.exec(path)?.[1];
    // A key can be a reserved word.
    return key
      ? [{ key, path, binding: `_${key.replace(/[-/](.)/g, (_, c) => c.toUpperCase())}` }]
      : [];
  });
  return [
    `import type { ${type} } from '${specifier(`src/model/${model}.js`)}';`,
    ...entries.map(
      ({ binding, path }) =>
        `import ${binding} from '${specifier(posix.join(folder, path).replace(/ts$/, 'js'))}';`,
    ),
    '',
    `export const ${name} = {`,
    ...entries.map(({ key, binding }) => `  '${key}': ${binding},`),
    `} as const satisfies Readonly<Record<string, ${type}>>;`,
    '',
  ].join('\n');
}

const keysSource = ({ folder, match, keys }) => {
  const found = filesBelow(join(ROOT, folder)).flatMap((path) => match.exec(path)?.[1] ?? []);
  return `export const ${keys.name} = ${JSON.stringify(found)} as const;\n`;
};

/** Paths of all files below a folder, `/`-separated, in an order that does not depend on the machine. */
function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

function write(path, text) {
  const target = join(ROOT, path);
  if (existsSync(target) && readFileSync(target, 'utf8') === text) return;
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeRegisters();
