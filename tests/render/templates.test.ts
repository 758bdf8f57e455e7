import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { describe, expect, it } from 'vitest';
import { printers } from '../../src/render/printers.js';

const folder = join(import.meta.dirname, '..', '..', 'templates');
const templates = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('.hbs'),
);

/** What may stand in a template without a printer: names that a check has passed, and words of ours. */
const SAFE = new Set([
  'registrars',
  'name',
  'slug',
  'NAME',
  'port',
  'first',
  'from',
  'names',
  'kind',
  'key',
  'variable',
  'runtime',
  'this',
  'auth.style',
  'commands.build',
  'commands.check',
  'commands.dev',
  'commands.cli',
  'commands.cleanInstall',
  'commands.imageInstall',
  'commands.productionInstall',
  'commands.validateInCi',
  'commands.install',
  'commands.lockFile',
  'commands.startHttp',
  'commands.test',
  'commands.updateTests',
  'commands.testOne',
  'commands.typecheck',
  'firstCall',
  'demo',
  'provider',
]);

/** What may stand behind `code`: source that printers of `src/render` have made, and no field of a spec or an option. */
const PRINTED = new Set([
  'callExample',
  'kindNotes',
  'loader',
  'clients',
  'config',
  'constants',
  'credentialsText',
  'fixture',
  'kindText',
  'kindView.catalog',
  'kindView.client',
  'kindView.database',
  'kindView.files',
  'kindView.serving',
  'kindView.testData',
  'origin',
  'ownTokenPath',
  'providerTable',
  'readme',
  'storeAddress',
  'this',
  'tokenPath',
  'toolTable',
  'variables',
  'withCredentials',
]);

describe.each(templates)('%s', (path) => {
  const text = readFileSync(join(folder, path), 'utf8');

  it('prints text of users through printers only', () => {
    expect(unprinted(Handlebars.parse(text).body)).toEqual([]);
  });

  it('fits on a screen or two', () => {
    expect(text.split('\n').length).toBeLessThanOrEqual(80);
  });
});

function unprinted(statements: readonly hbs.AST.Statement[]): string[] {
  return statements.flatMap((statement) => {
    if (statement.type === 'MustacheStatement') {
      const { path, params } = statement as hbs.AST.MustacheStatement; // by its type
      const name = 'original' in path ? path.original : '?';
      const isPrinted =
        params.length > 0 &&
        Object.hasOwn(printers, name) &&
        (name !== 'code' ||
          params.every((each) => 'original' in each && PRINTED.has(String(each.original))));
      return isPrinted || SAFE.has(name) ? [] : [name];
    }
    if (statement.type === 'BlockStatement') {
      // By its type; `inverse` is there only after an else.
      const { program, inverse } = statement as hbs.AST.BlockStatement;
      return [
        ...unprinted(program.body),
        ...unprinted((inverse as hbs.AST.Program | undefined)?.body ?? []),
      ];
    }
    return statement.type === 'ContentStatement' || statement.type === 'CommentStatement'
      ? []
      : [statement.type];
  });
}
