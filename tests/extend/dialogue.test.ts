import { describe, expect, it } from 'vitest';
import { runCancelled } from '../../src/model/errors/cli.js';
import { runProgram } from '../support/machine.js';
import { disk, person, ROOT } from '../support/person.js';

const HOME = { HOME: '/home/ann' };

describe('asks for what is missing', () => {
  it('for a tool: its provider, then its request', async () => {
    const files = await disk('acme', 'open');
    const { questions, asked } = person({
      'Which provider': 'weather',
      'Request of the tool': 'GET /tides/{place}',
    });
    const { exit, stdout } = await runProgram(['add-tool'], { files, cwd: ROOT, questions });
    expect(exit).toBe(0);
    expect(asked).toEqual([
      'Which provider?',
      expect.stringContaining('Request of the tool'),
      'Arguments of get_tide',
      expect.stringMatching(/^Add /),
    ]);
    // What was answered can be said again without a question.
    const repeat = stdout.trimEnd().split('\n').at(-1)!.trim();
    expect(repeat).toBe(
      `npx mcp-provider add-tool --provider weather --tool "get_tide: Get a tide." --request "GET /tides/{place}" --param 'place:string! Place.' --yes`,
    );
  });

  it('the name of a tool that only a description describes', async () => {
    const files = await disk('acme');
    const { questions, asked } = person({
      'Tool name': 'get_rooms',
      'Request of the tool': 'GET /rooms',
    });
    const argv = ['add-tool', '--description', 'All rooms.'];
    expect((await runProgram(argv, { files, cwd: ROOT, questions })).exit).toBe(0);
    expect(asked.join()).not.toContain('Description');
    expect(files.texts()[`${ROOT}/src/providers/acme/tools/get-rooms.ts`]).toContain('All rooms.');
  });

  it.each([
    [
      ['POST /halls?notify=true name! topic'],
      '--tool "create_hall: Create a hall." --request "POST /halls?notify" --param notify:boolean --param \'name:string!\' --param topic:string',
    ],
    [
      ['GET /halls, GET /halls/{id}', '--description', 'All halls.'],
      '--tool "list_halls: All halls." --request "GET /halls" --tool "get_hall: Get a hall." --request "GET /halls/{id}" --param \'id:string! ID of the hall.\'',
    ],
    [
      ["curl https://api.acme.dev/v1/orders/17?dry=true -H 'Authorization: Bearer s3cret'"],
      '--tool "get_order: Get an order." --request "GET /orders/{order_id}" --param \'order_id:integer! ID of the order.\' --param dry:boolean',
    ],
    [
      ['get_x', '--description', 'One.', '--request', 'GET /x/{a}?q=1', '--param', 'a:integer'],
      '--tool "get_x: One." --request "GET /x/{a}" --param q:integer --param \'a:integer!\'',
    ],
  ])('nothing where requests say all: %j', async (words, repeat) => {
    const files = await disk('acme');
    const argv = ['add-tool', ...words, '--yes'];
    const { exit, stdout, stderr } = await runProgram(argv, { files, cwd: ROOT });
    expect(exit, stderr).toBe(0);
    expect(stdout).toContain(`npx mcp-provider add-tool ${repeat} --yes`);
    expect(Object.values(files.texts()).join()).not.toContain('s3cret');
  });

  it('nothing where a description belongs to no tool', async () => {
    const files = await disk('acme');
    const { questions, asked } = person({});
    const argv = ['add-tool', '--tool', 'get_room: One room', '--description', 'All rooms.'];
    const { exit, error } = await runProgram(argv, { files, cwd: ROOT, questions });
    expect([exit, error?.message, asked]).toEqual([2, '"--description" requires "<name>".', []]);
  });

  it('nothing with --yes', async () => {
    const files = await disk('acme', 'open');
    const { questions, asked } = person({});
    const { exit, stderr } = await runProgram(['add-tool', '--yes'], {
      files,
      cwd: ROOT,
      questions,
    });
    expect([exit, asked]).toEqual([2, []]);
    expect(stderr).toContain('--provider');
  });

  it('a resource', async () => {
    const files = await disk('acme');
    const { questions } = person({
      'Resource name': 'room',
      URI: 'acme://rooms/{room_id}',
      'Path below': '/rooms/{room_id}',
    });
    const { exit, stdout } = await runProgram(['add-resource'], { files, cwd: ROOT, questions });
    expect(exit).toBe(0);
    expect(stdout).toContain(
      'add-resource room --uri "acme://rooms/{room_id}" --path "/rooms/{room_id}" --yes',
    );
  });

  it('a prompt', async () => {
    const files = await disk('acme');
    const { questions } = person({
      Message: 'Sum up {room_id}.',
      'Description of "room_id"': 'Which room',
    });
    const argv = ['add-prompt', 'sum_up'];
    const { exit, stdout } = await runProgram(argv, { files, cwd: ROOT, questions });
    expect(exit).toBe(0);
    expect(stdout).toContain(
      `add-prompt sum_up --text "Sum up {room_id}." --argument 'room_id! Which room.' --yes`,
    );
  });

  it.each<[string, string[], Record<string, string>, string[], string]>([
    [
      'by hand, with its name',
      ['tide_tables'],
      { connect: 'https://127.0.0.1:9', 'How are requests authenticated': 'none' },
      ['How are requests authenticated?', 'First tool: a request to the API'],
      '--name tide_tables --base-url https://127.0.0.1:9 --auth none --tool "get_front_page: Get the front page of the API." --request "GET /"',
    ],
    [
      'by hand, beside one of that name',
      [],
      { connect: 'https://127.0.0.1:9', 'Provider name': 'acme_2' },
      ['Provider name', 'How are requests authenticated?'],
      '--name acme_2 --base-url https://127.0.0.1:9 --auth bearer --tool "get_front_page: Get the front page of the API." --request "GET /"',
    ],
    [
      'of requests',
      ['--from', 'GET https://tides.example/tides; POST https://tides.example/tides place!'],
      { 'How are requests authenticated': 'none' },
      ['How are requests authenticated?'],
      '--name tides --base-url https://tides.example --auth none --tool "list_tides: List tides." --request "GET /tides" --tool "create_tide: Create a tide." --request "POST /tides" --param \'place:string!\'',
    ],
    [
      'of a service',
      ['--from', 'github'],
      {},
      ['What do the tools of GitHub call?', 'Which tools?'],
      '--from github',
    ],
    ['of own code', ['--from', 'code'], {}, ['Provider name'], '--name my_tools --kind code'],
  ])('a provider %s', async (_, words, answers, first, repeat) => {
    const files = await disk('acme');
    const { questions, asked } = person(answers);
    const argv = ['add-provider', ...words];
    const { exit, stdout, stderr } = await runProgram(argv, { files, cwd: ROOT, questions });
    expect(exit, stderr).toBe(0);
    const opening: unknown[] = words.includes('--from')
      ? []
      : [expect.stringMatching(/^What do you want/)];
    expect(asked.slice(0, first.length + opening.length)).toEqual([...opening, ...first]);
    expect(stdout).toContain(`npx mcp-provider add-provider ${repeat} --yes`);
  });

  it('no demo in a project', async () => {
    const files = await disk('acme');
    const argv = ['add-provider', '--from', 'demo', '--yes'];
    const { exit, error } = await runProgram(argv, { files, cwd: ROOT });
    expect([exit, error?.message]).toEqual([2, 'The demo is a project of its own.']);
  });

  it('again for an answer that is changed in the summary', async () => {
    const files = await disk('acme');
    const choices = ['change', 'tools[0].description[get_room]', 'write'];
    const answers = ['One room.', 'A room.'];
    const { questions, asked } = person({});
    const { exit } = await runProgram(['add-tool', 'get_room', '--title', 'Room'], {
      files,
      cwd: ROOT,
      questions: {
        ...questions,
        text: async ({ message }) => (asked.push(message), answers.shift()!),
        choose: async ({ message, choices: offered }) => {
          asked.push(message);
          const wanted = choices.shift();
          return offered.find(({ value }) => value === wanted)!.value;
        },
      },
    });
    expect(exit).toBe(0);
    expect(asked).toEqual([
      'Description of "get_room", for the model',
      expect.stringMatching(/^Add /),
      'Which one?',
      'Description of "get_room", for the model',
      expect.stringMatching(/^Add /),
    ]);
    const tool = files.texts()[`${ROOT}/src/providers/acme/tools/get-room.ts`];
    expect(tool).toContain("'A room.'");
  });

  it('after Ctrl-C only for what was not answered, in the same command line', async () => {
    const files = await disk('acme', 'open');
    const before = files.texts();
    const stopped = person({ 'Which provider': 'weather' }).questions;
    const first = await runProgram(['add-tool'], {
      files,
      cwd: ROOT,
      env: HOME,
      questions: { ...stopped, text: () => Promise.reject(runCancelled()) },
    });
    expect([first.exit, first.stderr.includes('Your answers are saved')]).toEqual([130, true]);
    const left = Object.entries(files.texts()).filter(([path]) => path.startsWith(ROOT));
    expect(Object.fromEntries(left)).toEqual(before);

    const { questions, asked } = person({
      'Tool name': 'get_tides',
      'Description of "get_tides"': 'Tides of a place.',
    });
    const other = await runProgram(['add-tool', '--provider', 'acme', '--dry-run'], {
      files,
      cwd: ROOT,
      env: HOME,
      questions,
    });
    expect(other.exit).toBe(0);
    expect(asked).not.toContain('Continue with these answers?');
    asked.splice(0);
    const again = await runProgram(['add-tool'], { files, cwd: ROOT, env: HOME, questions });
    expect(again.exit).toBe(0);
    expect(asked).toContain('Continue with these answers?');
    expect(asked).not.toContain('Which provider?');
    expect(again.stdout).toContain('--provider weather');
  });
});

const WRITE =
  '# Write the code in src/providers/acme/tools/get-room.ts, or run "npx mcp-provider add-tool get_room --request …".';

describe('tells programs', () => {
  const argv = ['add-tool', 'get_room', '--description', 'One room.', '--json'];
  const json = (text: string) => JSON.parse(text) as Record<string, unknown>;

  it('what was done', async () => {
    const files = await disk('acme');
    expect(json((await runProgram(argv, { files, cwd: ROOT })).stdout)).toMatchObject({
      root: ROOT,
      newRoot: false,
      counts: { create: 1, update: 4, conflict: 0 },
      applied: true,
      next: [WRITE, 'npm test'],
      repeat: expect.stringContaining('add-tool') as string,
    });
  });

  it('what would be done', async () => {
    const files = await disk('acme');
    const before = files.texts();
    const { stdout } = await runProgram([...argv, '--dry-run', '--diff'], { files, cwd: ROOT });
    expect(json(stdout)).toMatchObject({
      counts: { create: 1, update: 4 },
      applied: false,
      diff: expect.stringContaining("+import './tools/get-room.js';") as string,
    });
    expect(files.texts()).toEqual(before);
  });
});

it('add-agent decides nothing where it cannot ask', async () => {
  const files = await disk('acme');
  const { error } = await runProgram(['add-agent', '--no-install'], { files, cwd: ROOT });
  expect(error).toMatchObject({
    code: 'spec/answer-missing',
    details: { flags: ['--instructions'] },
  });
  const { exit } = await runProgram(['add-agent', '--no-install', '--yes'], { files, cwd: ROOT });
  expect(exit).toBe(0);
});
