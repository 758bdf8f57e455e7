import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import ts from 'typescript';
import { LOCK_FILE } from '../../src/contract/lock.js';
import type { CommandDescription, CommandOption } from '../../src/model/command.js';
import { exitCodes } from '../../src/model/errors/cli-error.js';
import { allOptions } from '../../src/options/common-options.js';
import { rules } from '../../src/rules/register.gen.js';
import { page, section } from '../site/markdown.js';
import { allCommands } from './commands.js';
import { CONFIG_SCHEMA, configSchema } from './config-schema.js';

export const SURFACE = 'docs/reference/surface.md';

/**
 * Everything that projects, scripts and agents may rely on, so that a change of it is a change of this page:
 * docs/reference/surface.md.
 */
export function surfacePage(root: string): string {
  const read = (path: string) => readFileSync(join(root, path), 'utf8');
  const entries = ['.', 'runtime'].flatMap((folder) => entryPoints(join(root, folder)));
  const documents = sources(join(root, 'src'));
  const program = ts.createProgram(
    [...entries.flatMap(({ source }) => source ?? []), ...documents],
    compilerOptions(root),
  );
  return page(
    'Public surface',
    'What projects, scripts and agents may rely on. `npm run docs` writes this page from the code, and a test compares both: a change of this page is what a [release](../releases.md) is judged by. What has the mark (beta) can change in a minor version.',
    section(
      'Commands',
      block('text', allCommands.map(commandText).join('\n\n')),
      'Every command has the options of the first list, and one that changes files those of the second, too.',
      ...COMMON.map((options) => block('text', options.map(optionText).join('\n'))),
    ),
    section(
      'Exit codes',
      names(Object.entries(exitCodes).map(([code, text]) => `${code} ${text}`)),
    ),
    section('JSON documents', block('ts', jsonDocuments(program, root).join('\n'))),
    section('Codes of errors', names(headings(read('docs/reference/errors.md')))),
    section('Rules', names(Object.keys(rules))),
    section('Environment variables', names(variables(read('docs/reference/environment.md')))),
    section('Keys of provider-config.yaml', names(configKeys(), CONFIG_SCHEMA)),
    section('Files of a project', names(projectFiles(root))),
    ...exportSections(program, entries),
  );
}

const block = (language: string, text: string) => `\`\`\`${language}\n${text}\n\`\`\``;

const names = (lines: readonly string[], from = '') =>
  [from && `From \`${from}\`.\n`, block('text', lines.join('\n'))].filter(Boolean).join('\n');

const headings = (text: string) =>
  Array.from(text.matchAll(/^## (.*\/.*)$/gm), ([, heading = '']) => heading);

const variables = (text: string) =>
  Array.from(
    text.matchAll(/^\| (`[A-Z].*?) +\| (.*)/gm),
    ([, cell = '', meaning = '']) => cell.replaceAll('`', '') + betaMark(meaning),
  );

/** What is in beta can change in a minor version, and its description says so. */
const betaMark = (description = '') => (description.includes('(beta)') ? ' (beta)' : '');

const EVERY = allOptions({ options: [], writes: false });
const COMMON = [EVERY, allOptions({ options: [], writes: true }).slice(0, -EVERY.length)];

function commandText(command: CommandDescription): string {
  const words = command.arguments.map(({ name, required, variadic }) => {
    const word = variadic ? `${name}...` : name;
    return required ? `<${word}>` : `[${word}]`;
  });
  const options = command.options.map((option) => `  ${optionText(option)}`);
  const head = [command.name, ...words, command.writes ? '# changes files' : ''];
  return [head.join(' ').trim() + betaMark(command.summary), ...options].join('\n');
}

const optionText = ({
  flags,
  negatable,
  choices = [],
  default: usual,
  description,
}: CommandOption) =>
  [
    flags,
    negatable ? ' (also --no-)' : '',
    choices.length > 0 ? `: ${choices.join(' | ')}` : '',
    usual === undefined ? '' : ` = ${usual}`,
    betaMark(description),
  ].join('');

interface Schema {
  description?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: readonly Schema[];
}

function configKeys(): string[] {
  const { $defs } = JSON.parse(configSchema()) as { $defs: Record<string, Schema> };
  const keys = (schema: Schema, path: string): string[] => [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, value]) => [
      `${path}.${name}${betaMark(value.description)}`,
      ...keys(value, `${path}.${name}`),
    ]),
    ...(schema.items ? keys(schema.items, `${path}[]`) : []),
    ...(schema.anyOf ?? []).flatMap((branch) => keys(branch, path)),
  ];
  // "entry" only says which of the others holds.
  const kinds = Object.entries($defs).filter(([name]) => name !== 'entry');
  return [...new Set(kinds.flatMap(([kind, schema]) => keys(schema, kind)))];
}

/** Of the golden projects, with what names a provider or a tool in it as a variable. */
function projectFiles(root: string): string[] {
  const folder = join(root, 'examples');
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .filter((path) => !/^specs\/|^[^/]+$|\/(?:node_modules|dist|vendor)\//.test(path))
    .map((path) =>
      path
        .replace(/^[^/]+\//, '')
        .replace(/\/providers\/[^/]+\//, '/providers/<provider>/')
        .replace(/\/(tools|resources|prompts|schemas)\/(?!index\.ts)[^/]+$/, '/$1/<name>.ts')
        .replace(/^tests\/(?!agent|services)[^/.]+\./, 'tests/<provider>.')
        .replace(/^skills\/[^/]+\//, 'skills/<name>/'),
    );
  return [...new Set([...paths, LOCK_FILE, 'skills/<name>/SKILL.md'])].toSorted();
}

interface EntryPoint {
  name: string;
  /** The module; undefined for a file of data. */
  source?: string;
}

function entryPoints(folder: string): EntryPoint[] {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name: string;
    exports: Record<string, string | { types: string }>;
  };
  return Object.entries(manifest.exports).map(([path, target]) => ({
    name: `${manifest.name}${path.slice(1)}`,
    ...(typeof target !== 'string' && { source: join(folder, sourceOf(target.types)) }),
  }));
}

const sourceOf = (declaration: string) =>
  declaration.replace(/^\.\/dist\/(?:types\/)?(?:src\/)?(.*)\.d\.ts$/, 'src/$1.ts');

function compilerOptions(root: string): ts.CompilerOptions {
  const path = join(root, 'tsconfig.json');
  const { config } = ts.readConfigFile(path, (name) => readFileSync(name, 'utf8')) as {
    config: unknown;
  };
  return ts.parseJsonConfigFileContent(config, { ...ts.sys, readDirectory: () => [] }, root)
    .options;
}

const printer = ts.createPrinter({ removeComments: true });
const FORMAT: ts.TypeFormatFlags =
  ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope;

/** A declaration for each export, in the order of their names; one of an earlier entry point is stated there. */
function exportSections(program: ts.Program, entries: readonly EntryPoint[]): string[] {
  const checker = program.getTypeChecker();
  const places = new Map<ts.Symbol, string>();
  return entries.map(({ name, source = '' }) => {
    const file = program.getSourceFile(source);
    const module = file && checker.getSymbolAtLocation(file);
    if (!module) return section(name, 'A file.');
    const lines = checker
      .getExportsOfModule(module)
      .toSorted((one, other) => (one.name < other.name ? -1 : 1))
      .flatMap((exported) => {
        const isAlias = exported.flags & ts.SymbolFlags.Alias;
        const symbol = isAlias ? checker.getAliasedSymbol(exported) : exported;
        const place = places.get(symbol) ?? packageOf(symbol);
        places.set(symbol, place ?? name);
        return place
          ? `${exported.name}, as in ${place}`
          : declarations(checker, exported.name, symbol);
      });
    return section(name, block('ts', lines.join('\n')));
  });
}

/** The package that declares it, if it is not one of ours. */
const packageOf = ({ declarations: [first] = [] }: ts.Symbol) =>
  /\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(first?.getSourceFile().fileName ?? '')?.[1];

const isBeta = (checker: ts.TypeChecker, symbol: ts.Symbol) =>
  symbol.getJsDocTags(checker).some(({ name }) => name === 'beta');

/** A type as its source states it, a function by its signatures, another value by its type. */
function declarations(checker: ts.TypeChecker, name: string, symbol: ts.Symbol): string[] {
  const members = checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol));
  const names = members.filter((each) => isBeta(checker, each)).map((each) => each.name);
  const mark = isBeta(checker, symbol)
    ? ['// (beta)']
    : names.length > 0
      ? [`// (beta): ${names.join(', ')}`]
      : [];
  const declaration = symbol.declarations?.find(
    (each) => ts.isInterfaceDeclaration(each) || ts.isTypeAliasDeclaration(each),
  );
  if (declaration) {
    const text = printer.printNode(
      ts.EmitHint.Unspecified,
      declaration,
      declaration.getSourceFile(),
    );
    return [...mark, text.replace(/^export /, '').replaceAll('    ', '  ')];
  }
  if (symbol.flags & ts.SymbolFlags.Class) {
    const members = membersText(checker, checker.getDeclaredTypeOfSymbol(symbol));
    return [...mark, `class ${name} ${members}`];
  }
  const type = checker.getTypeOfSymbol(symbol);
  const signatures = type.getCallSignatures();
  if (signatures.length === 0)
    return [...mark, `${name}: ${checker.typeToString(type, undefined, FORMAT)}`];
  return [
    ...mark,
    ...signatures.map((each) => `${name}${checker.signatureToString(each, undefined, FORMAT)}`),
  ];
}

const sources = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) =>
      /\/run\.ts$|carry-out\.ts$|\/(?:print|write|list|rule-words|main)\.ts$/.test(name),
    )
    .map((name) => join(folder, name));

/** The type of what each file prints with `--json`. */
function jsonDocuments(program: ts.Program, root: string): string[] {
  const checker = program.getTypeChecker();
  return program
    .getSourceFiles()
    .filter(({ fileName }) => fileName.startsWith(join(root, 'src')))
    .flatMap((file) => {
      const found: string[] = [];
      const visit = (node: ts.Node): void => {
        const printed = printedDocument(node);
        if (printed) {
          const type = checker.getTypeAtLocation(printed);
          const where = `${basename(dirname(file.fileName))}/${basename(file.fileName, '.ts')}`;
          found.push(`${where}: ${membersText(checker, type)}`);
        }
        ts.forEachChild(node, visit);
      };
      visit(file);
      return found;
    })
    .toSorted();
}

function membersText(checker: ts.TypeChecker, type: ts.Type): string {
  const members = checker.getPropertiesOfType(type).map((member) => {
    const optional = member.flags & ts.SymbolFlags.Optional ? '?' : '';
    return `${nameOf(member)}${optional}: ${checker.typeToString(checker.getTypeOfSymbol(member))}`;
  });
  return members.length === 0 ? checker.typeToString(type) : `{ ${members.join('; ')} }`;
}

/** A symbol as a key is `[NAME]`, without the number that the compiler gives it. */
const nameOf = ({ name }: ts.Symbol) => name.replace(/^__@(\w+)@\d+$/, '[$1]');

/** What `ui.result(JSON.stringify(…))` prints. */
function printedDocument(node: ts.Node): ts.Expression | undefined {
  if (!ts.isCallExpression(node) || node.expression.getText() !== 'JSON.stringify') return;
  for (let parent = node.parent; !ts.isStatement(parent); parent = parent.parent)
    if (ts.isCallExpression(parent) && parent.expression.getText() === 'ui.result')
      return node.arguments[0];
  return undefined;
}
