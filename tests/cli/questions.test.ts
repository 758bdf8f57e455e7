import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { GREETER } from './greeter.js';
import { NPM } from './spawn.js';
import { type Answers, BACKSPACE, CTRL_C, DOWN, ESCAPE, hasScript, talk, UP } from './talk.js';

const DOCUMENT = {
  openapi: '3.1.0',
  info: { title: 'Acme', version: '1' },
  servers: [{ url: 'https://api.acme.dev' }],
  components: { securitySchemes: { unknown: { type: 'mutualTLS' } } },
  security: [{ unknown: [] }],
  paths: {
    '/rooms': { get: { operationId: 'listRooms', responses: { 200: { description: 'OK' } } } },
  },
};

describe.skipIf(!hasScript)('in a terminal', () => {
  let folder: string;
  beforeEach(() => {
    folder = temporaryFolder();
  });

  const byHand: Answers = [
    ['What do you want to connect', '127.0.0.1:9/v1'],
    ['Provider name', `${BACKSPACE.repeat(6)}Acme Chat`],
    ['How are requests authenticated', ''],
    ['First tool', 'teams/{team}/rooms'],
    ['Arguments of list_rooms', ''],
    ['Another tool', ''],
  ];
  const quiet = ['--no-install', '--no-git'];
  const create = (answers: Answers, args: readonly string[] = quiet) =>
    talk('create-mcp-provider', args, folder, answers, { HOME: folder });

  it('ends neither with Esc at the first question, nor with Enter where nothing matches', async () => {
    // Not the line that the question leaves behind: its terminal reads no keys yet.
    const again = '◆  What do you want to connect';
    const made = await create([
      ['What do you want to connect', ESCAPE],
      [again, 'A service'],
      ['Which service?', 'shopify'],
      ['Nothing has this name', ESCAPE],
      [again, 'demo'],
      ['Create only', ''],
    ]);
    expect(made, made.screen).toMatchObject({ exit: 0, unasked: [] });
  });

  it.each([
    [{ TERM: 'dumb' }, 'cannot move its cursor: TERM is "dumb".'],
    [{ CI: 'true' }, 'Nothing is asked in this one: CI is set.'],
  ])('asks nothing in a terminal with %j, and says why', async (variables, reason) => {
    const environment = { HOME: folder, ...variables };
    const { exit, screen } = await talk('create-mcp-provider', quiet, folder, [], environment);
    expect(exit).toBe(2);
    expect(screen.replaceAll(/\s+/g, ' ')).toContain(reason);
  });

  it('keeps plain http only to a private network, by choice', async () => {
    const made = await create([
      ['What do you want to connect', 'http://hr.internal/api'],
      ['"http://hr.internal/api" is not encrypted', DOWN],
      ['Provider name', ''],
      ['How are requests authenticated', ''],
      ['First tool', ''],
      ['Arguments of get_front_page', ''],
      ['Another tool', ''],
      ['Create only', ''],
    ]);
    expect(made, made.screen).toMatchObject({ exit: 0, unasked: [] });
    expect(made.screen).toContain('go to http://hr.internal/api only');
  });

  it('makes a project by hand, and adds to it', async () => {
    const made = await create([...byHand, ['Create only', '']]);
    expect(made, made.screen).toMatchObject({ exit: 0, unasked: [] });
    expect(made.screen).toContain('acme_chat ("Acme Chat")');
    expect(made.screen).toContain('Cannot connect to "http://127.0.0.1:9/v1".');
    expect(made.screen).toMatch(/Writes +\d+ files to acme-chat-mcp/);
    expect(made.screen).toContain('go to http://127.0.0.1:9/v1 only');
    expect(made.screen).toContain('Created acme-chat-mcp');
    expect(made.screen).toContain('--tool "list_rooms: List rooms."');
    expect(made.screen, 'nothing that nobody wrote for people').not.toMatch(/warning/i);

    const project = join(folder, 'acme-chat-mcp');
    const added = await talk('mcp-provider', ['add-prompt', 'sum_up'], project, [
      ['Description (optional)', ''],
      ['Message, with {arguments}', 'Sum up {room}.'],
      ['Description of "room"', 'Which room'],
      ['Write these files', ''],
    ]);
    expect(added, added.screen).toMatchObject({ exit: 0, unasked: [] });
    expect(existsSync(join(project, 'src/providers/acme_chat/prompts/sum-up.ts'))).toBe(true);

    const again = await talk('mcp-provider', ['add-tool'], project, [
      ['Request of the tool', 'archive_room'],
      ['Enter a method and a path', `${BACKSPACE.repeat(12)}GET /rooms/{room}`],
      ['Arguments of get_room', ' topic'],
      ['Write these files', ''],
    ]);
    expect(again, again.screen).toMatchObject({ exit: 0, unasked: [] });
    expect(again.screen).toContain('--param topic:string');

    const pasted = await talk('mcp-provider', ['add-tool'], project, [
      ['Request of the tool', `curl http://127.0.0.1:9/v1/orders/17 -H 'Cookie: a=s3cret'`],
      ['Arguments of get_order', ''],
      ['Write these files', ''],
    ]);
    expect(pasted, pasted.screen).toMatchObject({ exit: 0, unasked: [] });
    expect(pasted.screen).toContain('--request "GET /orders/{order_id}"');
  });

  it.each<[string, Answers, ...(string | RegExp)[]]>([
    [
      'a curl command, whose token is dropped',
      [
        [
          'What do you want to connect',
          `curl https://api.acme.dev/v1/orders -H 'Authorization: Bearer s3cret' -d '{"sku":"A","n":2}'`,
        ],
        ['Arguments of create_order', BACKSPACE.repeat('n:integer!'.length) + 'n:integer=1'],
        ['Create only', ''],
      ],
      `--auth bearer --tool "create_order: Create an order." --request "POST /v1/orders" --param 'sku:string!' --param n:integer=1`,
      'Dropped, and written nowhere: value of "Authorization".',
    ],
    [
      'a change, whose fields are asked for',
      [
        ['What do you want to connect', 'PATCH https://api.acme.dev/rooms/{id}'],
        ['Arguments of update_room', ''],
        ['Enter the body fields', ' title'],
        ['How are requests authenticated', ''],
        ['Create only', ''],
      ],
      '--request "PATCH /rooms/{id}"',
      '--param title:string',
    ],
    [
      'the demo',
      [
        ['What do you want to connect', UP],
        ['Create only', ''],
      ],
      'notes-mcp --from demo --no-git',
    ],
    [
      'own code, with a tool that works',
      [
        ['What do you want to connect', 'code'],
        ['Provider name', ''],
        ['First tool', ''],
        ['Another tool', ''],
        ['Create only', ''],
      ],
      'my-tools-mcp --kind code --no-git',
      'Calls functions of this project',
    ],
    [
      'functions, with their arguments',
      [
        ['What do you want to connect', 'code'],
        ['Provider name', `${BACKSPACE.repeat(8)}lab`],
        ['First tool', 'add a:number! b:number!'],
        ['Another tool', 'read_sensor'],
        ['Arguments of read_sensor', 'sensor! unit=C'],
        ['Another argument of read_sensor', ''],
        ['Another tool', ''],
        ['Create only', ''],
      ],
      "lab-mcp --kind code --tool \"add: Add.\" --param 'a:number!' --param 'b:number!'",
      'add Add. · a!, b!',
      'read_sensor Read sensor. · sensor!, unit',
    ],
    [
      'two tools with a key, by hand',
      [
        ['What do you want to connect', 'api.acme.dev/v1'],
        ['Provider name', ''],
        ['How are requests authenticated', DOWN],
        ['Where is the API key sent', ''],
        ['Header name', 'X-Acme-Key'],
        ['First tool', 'GET /rooms limit:integer, POST /rooms name!'],
        ['Another tool', ''],
        ['Create only', ''],
      ],
      'acme-mcp --base-url https://api.acme.dev/v1 --auth api-key --auth-name X-Acme-Key',
      'Provider acme ("Acme")',
      'create_room POST /rooms · name!',
      'API key in the header X-Acme-Key',
    ],
    [
      'OAuth 2.0, by hand',
      [
        ['What do you want to connect', 'api.acme.dev/v1'],
        ['Provider name', ''],
        ['How are requests authenticated', DOWN.repeat(3)],
        ['Authorization URL', 'login.acme.dev/authorize'],
        ['Token URL', ''],
        ['Address of the sign-in server', ''],
        ['Scopes', ''],
        ['First tool', 'GET /rooms limit:integer'],
        ['Another tool', ''],
        ['Create only', ''],
      ],
      '--auth-authorization-url https://login.acme.dev/authorize --auth-issuer https://login.acme.dev',
      'OAuth 2.0 at login.acme.dev',
    ],
    [
      'a known service, which is searched',
      [
        ['What do you want to connect', `${DOWN}${DOWN}`],
        ['Which service?', 'gitl'],
        ['Scopes', ''],
        ['First tool', 'GET /user'],
        ['Arguments of get_user', ''],
        ['Another tool', ''],
        ['Create only', ''],
      ],
      'gitlab-mcp --preset gitlab --auth-scopes read_user --tool "get_user: ',
    ],
    [
      'a bucket at any address, where files are asked for',
      [
        ['What do you want to connect', DOWN.repeat(4)],
        ['Folder or URL of the bucket', 'http://127.0.0.1:9/handbook'],
        ['Who gets these files', UP],
        ['Create only', ''],
      ],
      '--from s3:http://127.0.0.1:9/handbook',
      'A new, empty folder for each user',
    ],
    [
      'an OpenAPI document, after a wrong path',
      [
        ['What do you want to connect', 'nowhere.json'],
        ['nowhere.json" not found', BACKSPACE.repeat(12)],
        ['How are requests authenticated', UP],
        ['Create only', ''],
      ],
      'acme-mcp --from acme.json --auth none --no-git',
      /Create acme-mcp\?.*1 tool, about \d+ tokens: reads/,
    ],
    [
      'a description that was pasted in two lines',
      [
        ...byHand,
        ['Create only', UP],
        ['Which one?', DOWN.repeat(3)],
        ['◆  Description', `${BACKSPACE.repeat(20)}\u001B[200~Rooms\nof Acme\n\u001B[201~.`],
        ['Create only', ''],
      ],
      '--description "Rooms of Acme."',
    ],
  ])('makes a project of %s', async (_, answers, ...texts) => {
    writeFileSync(join(folder, 'acme.json'), JSON.stringify(DOCUMENT));
    const made = await create(answers);
    expect(made, made.screen).toMatchObject({ exit: 0, unasked: [] });
    for (const text of texts) expect(made.screen.replace(/\s+/g, ' ')).toMatch(text);
  });

  it('serves the tools of a running MCP server', async () => {
    writeFileSync(join(folder, 'server.cjs'), GREETER);
    const made = await create([
      ['What do you want to connect', 'node server.cjs'],
      ['Create only', ''],
    ]);
    expect(made, made.screen).toMatchObject({ exit: 0, unasked: [] });
    const remote = join(folder, 'greeter-mcp/src/providers/greeter/remote.json');
    expect(readFileSync(remote, 'utf8')).toContain('"say_hello"');
    expect(made.screen).toMatch(/ {2}# Over HTTP.* in\r?\n {2}# provider-config/);
  });

  it('adds the server to a client of this computer', async () => {
    writeFileSync(join(folder, 'npm'), NPM, { mode: 0o755 });
    mkdirSync(join(folder, '.cursor'));
    const made = await talk(
      'create-mcp-provider',
      ['--demo', '--no-git'],
      folder,
      [
        ['Create, install and test', ''],
        ['Add it to an MCP client?', ''],
      ],
      { HOME: folder, PATH: [folder, process.env.PATH].join(delimiter) },
    );
    expect(made, made.screen).toMatchObject({ exit: 0, unasked: [] });
    const entry = readFileSync(join(folder, 'notes-mcp/.cursor/mcp.json'), 'utf8');
    expect(entry).toContain('"notes"');
  });

  it.each<[string, string, string, RegExp]>([
    [
      'a token',
      ` -H 'Authorization: Bearer s3cret'`,
      'Enter the credentials for Acme now?',
      /sign-in acme +sign in/,
    ],
    [
      'a first call',
      '',
      'Call get_room now? It sends a request to Acme.',
      /mcp-provider config +add the server to an MCP client/,
    ],
  ])('offers %s after the tests', async (_, header, question, next) => {
    writeFileSync(join(folder, 'npm'), NPM, { mode: 0o755 });
    const made = await talk(
      'create-mcp-provider',
      ['--no-git'],
      folder,
      [
        ['What do you want to connect', `curl https://api.acme.dev/rooms/A-1001${header}`],
        ['Arguments of get_room', ''],
        ...(header === '' ? [['How are requests authenticated', ''] as const] : []),
        ['Create, install and test', ''],
        [question, 'n'],
        ['Add it to an MCP client?', ''],
      ],
      { HOME: folder, PATH: [folder, process.env.PATH].join(delimiter) },
    );
    expect(made, made.screen).toMatchObject({ exit: 0, unasked: [] });
    expect(made.screen.slice(made.screen.indexOf('Next'))).toMatch(next);
  });

  it('offers folders of texts, and none of a program', async () => {
    for (const [path, text] of [
      ['docs/a.md', '# A'],
      ['tool/README.md', '# Tool'],
      ['tool/package.json', '{}'],
    ] as const) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const { screen } = await create([['docs', CTRL_C]]);
    expect(screen).toMatch(/docs +\(?folder in this directory/);
    expect(screen).not.toMatch(/tool +\(?folder/);
  });

  it('offers documents and specs, and no other file of data', async () => {
    for (const [path, text] of [
      ['acme.yaml', 'name: acme\nbaseUrl: https://api.acme.dev\nauth: { style: none }\n'],
      ['beta.json', '{ "name": "beta", "kind": "code", "auth": { "style": "none" } }'],
      ['compose.yaml', 'name: shop\nservices: { web: { auth: none } }\n'],
      ['settings.json', '{ "name": "shop", "nested": { "auth": {} } }'],
    ] as const)
      writeFileSync(join(folder, path), text);
    const { screen } = await create([['acme.yaml', CTRL_C]]);
    expect(screen).toMatch(/acme\.yaml +\(?provider spec in this directory/);
    expect(screen).toContain('beta.json');
    expect(screen).not.toMatch(/compose\.yaml|settings\.json/);
  });

  it('takes one line for a name', async () => {
    const { screen } = await create([
      ...byHand.slice(0, 1),
      ['Provider name', 'Acme\rhttps://api.acme.dev'],
      ['stands for a line break', CTRL_C],
    ]);
    expect(screen).toContain('Acme ↵ https://api.acme.dev');
  });

  it('ends at Ctrl-C, and continues with the answers', async () => {
    const { exit, screen } = await create([
      ...byHand.slice(0, 2),
      ['How are requests authenticated', CTRL_C],
    ]);
    expect(exit).toBe(130);
    expect(screen).toContain('Cancelled. No files were written.');
    expect(existsSync(join(folder, 'acme-chat-mcp'))).toBe(false);

    const made = await create([
      ['Continue with these answers?', 'y'],
      ...byHand.slice(2),
      ['Create only', ''],
    ]);
    expect(made, made.screen).toMatchObject({ exit: 0, unasked: [] });
    expect(existsSync(join(folder, 'acme-chat-mcp'))).toBe(true);

    const another = await create([['What do you want to connect', CTRL_C]]);
    expect(another.screen).not.toContain('Continue with these answers?');
  });
});
