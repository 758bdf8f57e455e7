import { describe, expect, it } from 'vitest';
import { nextCommand } from '../../src/cli/next-command.js';
import { notBuilt, toolRequired, unknownArgument } from '../../src/model/errors/call.js';
import { stepFailed } from '../../src/model/errors/create.js';
import type { CliError } from '../../src/model/errors/cli-error.js';
import { clientMissing } from '../../src/model/errors/client.js';
import { databaseUnknown } from '../../src/model/errors/database.js';
import { noProviders } from '../../src/model/errors/grow.js';
import { documentUnknown } from '../../src/model/errors/openapi.js';
import { flagSyntax, specInvalid } from '../../src/model/errors/spec.js';
import { baseUrlRule } from '../../src/kinds/api/rules.js';
import { emptyTarget, signInFailed } from '../../src/model/errors/remote.js';

const US = 'npx -p create-mcp-provider mcp-provider';
const URL_OF_SERVER = 'https://mcp.acme.dev/mcp';

const FAILURES: readonly [what: string, failure: CliError, argv: string, next: string][] = [
  ['a command that failed', stepFailed('npm install', '/p', ''), 'create', 'npm install'],
  ['a command to run', notBuilt('/p'), 'call', 'npm run build'],
  ['a command of ours', noProviders('/p'), 'add-tool', 'npx mcp-provider add-provider'],
  [
    'a command of ours with a value',
    signInFailed(URL_OF_SERVER, 'It expired.'),
    'discover',
    `${US} doctor ${URL_OF_SERVER}`,
  ],
  ['a package in an example', emptyTarget(), 'discover', `${US} discover --help`],
  ['a placeholder, then a command', clientMissing(), 'config', `${US} config --help --all`],
  ['placeholders only', toolRequired(), 'call', `${US} call --help`],
  [
    'a placeholder in the middle',
    documentUnknown('acme', 'a.json'),
    'import openapi',
    `${US} import --help`,
  ],
  [
    'a place in a file, for a person',
    specInvalid(
      [
        { where: '--tool "a"', path: '', message: '--tool "a": No description.' },
        { where: 'a.yaml:3:5', path: 'tol', message: 'a.yaml:3:5: tol is not a\nknown key.' },
      ],
      'document',
    ),
    'create',
    '# Edit a.yaml:3:5. tol is not a known key.',
  ],
  ['a placeholder URL', databaseUnknown('acme'), 'import', `${US} import --help`],
  [
    'a slip, next to a password',
    unknownArgument('ls', 'limt', ['limit']),
    'call ls https://ada:s3cret@acme.dev/mcp --arg limt=3',
    `${US} call --help`,
  ],
];

const WRONG_URL = specInvalid(
  [
    {
      where: '--base-url',
      path: '',
      message: `--base-url ${baseUrlRule('api.acme.dev') ?? ''}`,
    },
  ],
  'flags',
);

const UNTYPED = 'Expected ":" and a type after "id"; did you mean "id:string"?';
const NO_TYPE = '"strng" is not a type; did you mean "string"?';

const SLIPS: readonly [failure: CliError, argv: string, next: string][] = [
  [WRONG_URL, '--base-url api.acme.dev', '--base-url https://api.acme.dev'],
  [WRONG_URL, '--base-url=api.acme.dev --yes', '--base-url=https://api.acme.dev --yes'],
  [unknownArgument('ls', 'limt', ['limit']), 'call ls --arg limt=3', 'call ls --arg limit=3'],
  [flagSyntax('--param', 'id', 2, UNTYPED), 'id --param id', 'id --param id:string'],
  [flagSyntax('--param', 'id:strng', 3, NO_TYPE), '--param id:strng', '--param id:string'],
];

describe('the next command', () => {
  it.each(SLIPS)('corrects %s of "%s"', (failure, argv, next) => {
    expect(nextCommand(failure, 'create', argv.split(' '))).toBe(`create ${next}`);
  });

  it('begins with npx, also for the program that creates projects', () => {
    const failure = unknownArgument('ls', 'x', []);
    expect(nextCommand(failure, 'create-mcp-provider', [])).toBe('npx create-mcp-provider --help');
  });

  it.each(FAILURES)('of a hint with %s', (_, failure, argv, next) => {
    expect(nextCommand(failure, 'mcp-provider', argv.split(' '))).toBe(next);
  });
});
