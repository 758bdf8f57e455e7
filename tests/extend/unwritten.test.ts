import { expect, it } from 'vitest';
import { omit } from '../../src/model/json-schema/subschemas.js';
import { baseSpec, projectOf } from '../support/base-project.js';
import { runProgram } from '../support/machine.js';
import { memoryFiles, treeAt } from '../support/memory.js';
import { ROOT } from './case.js';

const FILE = `${ROOT}/src/providers/acme/tools/get-room.ts`;
const DESCRIBED = ['get_room', '--description', 'One room.'];
const PARAMS = [
  'room_id:string! Which room',
  'fields:(name|topic)[](..2) What to return',
  'limit:integer(1..100)=20 How many',
  'since:date-time',
  'all:boolean',
].flatMap((param) => ['--param', param]);
const REQUEST = ['--request', 'GET /rooms/{room_id}'];

async function project() {
  const tree = projectOf([await baseSpec('acme')]);
  return memoryFiles(treeAt(ROOT, tree));
}

const add = (files: Awaited<ReturnType<typeof project>>, ...words: string[]) =>
  runProgram(['add-tool', ...words], { files, cwd: ROOT });

async function addedAtOnce() {
  const files = await project();
  await add(files, ...DESCRIBED, ...REQUEST, ...PARAMS);
  return files.texts();
}

it('the call of a tool that was added without one is written in all places, with what it had', async () => {
  const files = await project();
  await add(files, ...DESCRIBED, ...PARAMS);
  expect((await add(files, 'get_room', ...REQUEST)).exit).toBe(0);
  expect(files.texts()).toEqual(await addedAtOnce());
});

it.each([
  ['get_rooom', true],
  ['get_romo', true],
  ['get_message', false],
])('a name that may be a slip of an unwritten tool is told: %s', async (name, isTold) => {
  const files = await project();
  await add(files, ...DESCRIBED);
  const { exit, stdout, stderr } = await add(files, name, '--description', 'A.', ...REQUEST);
  expect(exit).toBe(0);
  const warning = `"${name}" is a new tool; did you mean "get_room", which is not implemented yet?`;
  expect(`${stdout}${stderr}`.includes(warning)).toBe(isTold);
});

it('arguments that an option states take the place of those that the tool had', async () => {
  const files = await project();
  await add(files, ...DESCRIBED, '--param', 'room_id:integer!', '--param', 'limit:string');
  const others = PARAMS.slice(0, 2);
  await add(files, 'get_room', ...REQUEST, ...others, ...PARAMS.slice(4, 6));
  expect(files.texts()[FILE]).toMatch(/room_id: z\.string\(\)[^]*limit: z\.int\(\)/);
});

it('a tool whose file was deleted is added in place of what is left of it', async () => {
  const files = await project();
  await add(files, ...DESCRIBED);
  const edited = memoryFiles(omit(files.texts(), [FILE]));
  expect((await add(edited, ...DESCRIBED, ...REQUEST, ...PARAMS)).exit).toBe(0);
  expect(edited.texts()).toEqual(await addedAtOnce());
});

it('says what to do where the file was edited', async () => {
  const files = await project();
  await add(files, ...DESCRIBED);
  const texts = files.texts();
  const text = String(texts[FILE]).replace('throw', '// Later.\n    throw');
  const edited = memoryFiles({ ...texts, [FILE]: text });
  for (const words of [['get_room'], DESCRIBED]) {
    const { exit, stderr } = await add(edited, ...words, ...REQUEST);
    expect([exit, stderr]).toEqual([
      2,
      expect.stringContaining(
        'Write the call there, or run "npx mcp-provider remove-tool get_room"',
      ),
    ]);
  }
  expect(edited.texts()[FILE]).toBe(text);
});

it('asks for the call of a tool that was added without one', async () => {
  const files = await project();
  await add(files, ...DESCRIBED);
  const { exit, stderr } = await add(files, 'get_room');
  expect([exit, stderr]).toEqual([2, expect.stringContaining('--request')]);
});

it.each([
  `z.string().constructor.constructor("globalThis.ran = true").call()`,
  `z.string.constructor("globalThis.ran = true").call()`,
  `z.strictObject.constructor("globalThis.ran = true")()`,
  `z.constructor.constructor("globalThis.ran = true").call()`,
  `z.iso.date.constructor("globalThis.ran = true").call()`,
  `constructor.constructor("globalThis.ran = true").call()`,
])('runs no code of the project: %s', async (argument) => {
  const files = await project();
  await add(files, ...DESCRIBED, '--param', 'room_id:string!');
  const texts = files.texts();
  const text = String(texts[FILE]).replace('z.string()', argument);
  expect(text).toContain(argument);
  await add(memoryFiles({ ...texts, [FILE]: text }), 'get_room', ...REQUEST);
  expect('ran' in globalThis).toBe(false);
});
