import { describe, expect, it } from 'vitest';
import { notText } from '../../src/model/errors/host.js';
import { runProgram } from '../support/machine.js';
import { memoryFiles } from '../support/memory.js';
import { disk, person, ROOT } from '../support/person.js';

describe('refuses invalid options and names before it asks a question', () => {
  it.each([
    [
      ['create', 'pp', '--preset', 'githb'],
      '--preset "githb" is not known; did you mean "github"?',
    ],
    [['create', 'pp', '--tool', 'a', '--param', 'x:strin'], 'did you mean "string"?'],
    [['add-tool', 'send_message'], 'Tool "send_message" already exists.'],
    [['add-tool', 'sendMessage'], 'Cannot add tool "sendMessage": the name collides with'],
    [['add-tool', 'get room'], 'The name must be letters, digits, "_" and "-"'],
    [['add-provider', 'acme'], 'Provider "acme" already exists.'],
    [
      ['add-provider', '--auth-in', 'head'],
      '--auth-in must be "header", "query", "cookie" or "body"',
    ],
    [['add-resource', 'room', '--mime-type', 'json'], '--mime-type must be a media type'],
    [['add-resource', '--uri', 'rooms'], '--uri must be an absolute URI'],
    [['add-prompt', 'sum up'], 'The name must be letters, digits, "_" and "-"'],
    [['add-prompt', '--argument', '$x'], '--argument "$x": Expected a name of letters'],
    [
      ['add-prompt', 'sum', '--argument', 'x', '--argument', 'x'],
      '--argument "x": The name repeats the argument "x".',
    ],
  ])('%j', async (argv, says) => {
    const { questions, asked } = person({});
    const { exit, stderr } = await runProgram(argv, {
      files: await disk('acme'),
      cwd: ROOT,
      questions,
    });
    expect({ exit, asked }).toEqual({ exit: 2, asked: [] });
    expect(stderr).toContain(says);
  });
});

describe('lists all missing options where nobody can be asked', () => {
  it.each([
    [['create'], '<directory>, --name, --base-url, --auth are required.'],
    [['create', '--name', 'acme', '--yes'], '--base-url, --auth are required.'],
    [['add-tool'], '<name>, --description are required.'],
    [['add-tool', 'bar'], '--description is required.'],
    [['add-tool', '--tool', 'bar'], '--tool "bar: …" is required.'],
    [['add-resource'], '<name>, --uri are required.'],
    [['add-prompt', 'sum_up'], '--text is required.'],
  ])('%j', async (argv, says) => {
    const files = argv[0] === 'create' ? memoryFiles({}) : await disk('acme');
    const { exit, stderr } = await runProgram(argv, { files, cwd: ROOT });
    expect(exit).toBe(2);
    expect(stderr).toContain(`spec/answer-missing: ${says}`);
    expect(stderr.includes('--yes')).toBe(argv.includes('--yes'));
  });
});

it('names the file that cannot be read, which imports new code', async () => {
  const files = await disk('acme');
  const path = `${ROOT}/src/providers/acme/index.ts`;
  const read = (at: string) =>
    at.endsWith('acme/index.ts') ? Promise.reject(notText(path)) : files.read(at);
  const argv = [
    'add-tool',
    'bar',
    '--description',
    'Bar.',
    '--request',
    'GET /bar',
    '--no-install',
    '--yes',
  ];
  const { exit, stderr } = await runProgram(argv, { files: { ...files, read }, cwd: ROOT });
  expect({ exit, stderr }).toEqual({
    exit: 2,
    stderr: expect.stringContaining(`"${path}" is not UTF-8 text.`) as string,
  });
});
