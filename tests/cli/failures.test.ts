import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { version } from '../../src/model/version.gen.js';
import { ROOT, run } from './spawn.js';

interface Failure {
  when: string;
  args: string[];
  /** Source that makes the run fail; the program itself has no such place. */
  before?: string;
  exit: number;
  error: { code: string; message: string; hint: string };
  /** By default the help of the command. */
  next?: string;
}

const WEATHER = join(ROOT, 'examples', 'specs', 'weather.yaml');

const failWhileWriting = (first: string) =>
  `process.stdout.write = () => { delete process.stdout.write; ${first} }`;

const FAILURES: readonly Failure[] = [
  {
    when: 'a command is misspelled',
    args: ['schma'],
    exit: 2,
    error: {
      code: 'usage/unknown-command',
      message: 'Unknown command "schma".',
      hint: 'Did you mean schema?',
    },
    next: 'npx -p create-mcp-provider mcp-provider schema --json',
  },
  {
    when: 'an option is misspelled',
    args: ['schema', '--debgu'],
    exit: 2,
    error: {
      code: 'usage/unknown-option',
      message: 'Unknown option "--debgu".',
      hint: 'Did you mean --debug?',
    },
    next: 'npx -p create-mcp-provider mcp-provider schema --debug --json',
  },
  {
    when: 'an argument of a tool is written as an option',
    args: ['call', 'say', '--text', 'hi'],
    exit: 2,
    error: {
      code: 'usage/unknown-option',
      message: 'Unknown option "--text".',
      hint: 'Write --arg text=… for an argument of the tool. Run "mcp-provider call --help" for usage.',
    },
  },
  {
    when: 'an option belongs to other commands',
    args: ['add-resource', 'room', '--request', 'GET /rooms'],
    exit: 2,
    error: {
      code: 'usage/unknown-option',
      message: 'Unknown option "--request".',
      hint: 'Commands with this option: add-provider, add-tool, create. Run "mcp-provider add-resource --help" for usage.',
    },
  },
  {
    when: 'a command is misspelled in a project',
    args: ['lisst'],
    before: `process.chdir(${JSON.stringify(join(ROOT, 'examples', 'weather'))});`,
    exit: 2,
    error: {
      code: 'usage/unknown-command',
      message: 'Unknown command "lisst".',
      hint: 'Did you mean list?',
    },
    next: 'npx mcp-provider list --json',
  },
  {
    when: 'an option has two values, which can be secret',
    args: [
      'create',
      'm',
      '--from',
      'curl -u a:b https://acme.dev/a',
      '--from',
      'GET https://acme.dev/b',
    ],
    exit: 2,
    error: {
      code: 'usage/option-twice',
      message: '"--from" has two values.',
      hint: 'Create the project with one of them, and add the others in it: requests with "npx mcp-provider add-tool", anything else with "npx mcp-provider add-provider".',
    },
    next: '# Create the project with one of them, and add the others in it: requests with "npx mcp-provider add-tool", anything else with "npx mcp-provider add-provider".',
  },
  {
    when: 'the provider stands before what is added to it',
    args: ['add-tool', 'acme', 'list_rooms'],
    exit: 2,
    error: {
      code: 'usage/excess-arguments',
      message: 'Expected 1 argument, not 2: "acme", "list_rooms".',
      hint: 'A provider is named with --provider. Put quotes around values that contain spaces, such as --request "GET /rooms", or run "mcp-provider add-tool --help" for usage.',
    },
  },
  {
    when: 'files are named instead of a project',
    args: ['validate', 'src/a.ts', 'src/b.ts'],
    exit: 2,
    error: {
      code: 'usage/excess-arguments',
      message: 'Expected 1 argument, not 2: "src/a.ts", "src/b.ts".',
      hint: 'It takes a whole project, not the files in it. Put quotes around values that contain spaces, such as --request "GET /rooms", or run "mcp-provider validate --help" for usage.',
    },
  },
  {
    when: 'a URL stands where the directory is expected',
    args: ['create', 'https://ann:secret@api.example.com/openapi.json'],
    exit: 2,
    error: {
      code: 'usage/url-as-directory',
      message: 'The directory is a URL.',
      hint: 'Name what to connect with --from, such as --from https://api.example.com/openapi.json.',
    },
  },
  {
    when: 'what to connect follows the directory',
    args: ['create', 'm', 'demo'],
    exit: 2,
    error: {
      code: 'usage/excess-arguments',
      message: 'Expected 1 argument, not 2: "m", "demo".',
      hint: 'What to connect is named with --from. Put quotes around values that contain spaces, such as --request "GET /rooms", or run "mcp-provider create --help" for usage.',
    },
  },
  {
    when: 'npm has kept the options for itself',
    args: ['create', 'm', 'demo'],
    before: `process.env.npm_config_user_agent = 'npm/10.9.2 node/v22';`,
    exit: 2,
    error: {
      code: 'usage/excess-arguments',
      message: 'Expected 1 argument, not 2: "m", "demo".',
      hint: 'npm keeps options for itself unless "--" stands before them: npm create mcp-provider m -- --from demo. Put quotes around values that contain spaces, such as --request "GET /rooms", or run "mcp-provider create --help" for usage.',
    },
  },
  {
    when: 'pnpm has started it, outside of a project',
    args: ['list'],
    before: `process.chdir('/'); process.env.npm_config_user_agent = 'pnpm/10.9.2 npm/? node/v22';`,
    exit: 2,
    error: {
      code: 'project/not-found',
      message: '"/" is not in a provider project: there is no "provider-config.yaml".',
      hint: 'Run it in a project, name its directory, or make one with "pnpm dlx create-mcp-provider".',
    },
    next: 'pnpm dlx create-mcp-provider',
  },
  {
    when: 'the run is cancelled',
    args: ['create', 'nowhere', '--spec', WEATHER, '--yes', '--dry-run'],
    before: failWhileWriting(`process.emit('SIGINT'); throw new Error('aborted');`),
    exit: 130,
    error: {
      code: 'cli/cancelled',
      message: 'Cancelled.',
      hint: 'Run the command again to start over.',
    },
  },
  ...[`throw new Error('boom');`, `setImmediate(() => { throw new Error('boom'); });`].map(
    (fault) => ({
      when: `there is a bug: ${fault}`,
      args: ['schema'],
      before: failWhileWriting(fault),
      exit: 2,
      error: {
        code: 'cli/bug',
        message: `This is a bug in create-mcp-provider ${version}: boom`,
        hint: 'Run the command again with --debug, and report the output.',
      },
    }),
  ),
];

describe.each(FAILURES)('when $when', ({ args, before = '', exit, error, next }) => {
  const document = {
    error: {
      ...error,
      next: next ?? `npx -p create-mcp-provider mcp-provider ${args[0] ?? ''} --help`,
      doc: expect.stringMatching(
        `/docs/reference/errors\\.md#${error.code.replace('/', '')}$`,
      ) as unknown,
    },
  };
  it('says so on stderr, without a stack', async () => {
    const ended = await run(args, { before });
    expect(ended).toEqual({ exit, stdout: '', stderr: `✖ ${error.message}\n  ${error.hint}\n` });
  });

  it('is one document on stdout with --json', async () => {
    const { stdout, ...ended } = await run([...args, '--json'], { before });
    expect(JSON.parse(stdout)).toEqual(document);
    expect(ended).toEqual({ exit, stderr: '' });
  });

  it('prints the stack with --debug', async () => {
    const ended = await run([...args, '--debug'], { before });
    expect(ended).toMatchObject({ exit, stdout: '' });
    expect(ended.stderr).toMatch(/^ +at /m);
  });
});

it('shows the help where no command is given', async () => {
  const help = await run(['--help']);
  expect(await run([])).toEqual({
    exit: 2,
    stdout: '',
    stderr: `${help.stdout}✖ A command is required.\n  Choose one of the commands above.\n`,
  });
});
