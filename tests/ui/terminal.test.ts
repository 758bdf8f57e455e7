import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { terminalUi } from '../../src/ui/terminal.js';

const ERASE_LINE = '\r\u001b[2K';

/** A `Ui` on streams that keep what is written. */
function fakeTerminal({ tty = false, env = {} }: { tty?: boolean; env?: Record<string, string> }) {
  const stream = () => Object.assign(new PassThrough(), { isTTY: tty, columns: 40 });
  const streams = { stdin: stream(), stdout: stream(), stderr: stream() };
  return {
    ui: terminalUi(streams, env, () => Promise.reject(new Error('nobody is asked'))),
    stdout: () => String(streams.stdout.read() ?? ''),
    stderr: () => String(streams.stderr.read() ?? ''),
  };
}

describe('the result', () => {
  it('goes to stdout, with a line end', () => {
    const { ui, stdout, stderr } = fakeTerminal({});
    ui.result('{}');
    ui.result('{}\n');
    expect([stdout(), stderr()]).toEqual(['{}\n{}\n', '']);
  });

  const hostile = 'a\u001b[2Jb\u009bc\u202ed\u001b[31m\r\n ::error::e\n##vso[x]\n';
  const harmless = 'a\\u001b[2Jb\\u009bc\\u202ed\\u001b[31m\\u000d\n';
  const commands = ' ::error::e\n##vso[x]\n';
  const none = ' \\u003a:error::e\n\\u0023#vso[x]\n';
  it.each([
    ['for people', 'result', {}, harmless + none],
    ['for people, on a terminal', 'result', { tty: true }, harmless + commands],
    ['for programs', 'data', {}, hostile],
    ['for programs, on a terminal', 'data', { tty: true }, harmless + commands],
    ['from outside', 'write', {}, hostile],
    ['from outside, on a terminal', 'write', { tty: true }, harmless + commands],
    ['from outside, in a log', 'write', { env: { CI: 'true' } }, hostile.replace(commands, none)],
    ['of progress', 'note', {}, harmless + none],
    ['of progress, on a terminal', 'note', { tty: true }, harmless + commands],
  ] as const)('%s', (_, kind, terminal, expected) => {
    const { ui, stdout, stderr } = fakeTerminal(terminal);
    ui[kind](kind === 'note' ? hostile.trimEnd() : hostile);
    expect(stdout() + stderr()).toBe(expected);
  });
});

it.each([
  [{ tty: true }, true],
  [{ tty: false }, false],
  [{ tty: true, env: { TERM: 'dumb' } }, false],
])('asks only where the cursor can be moved: %j', (terminal, interactive) => {
  expect(fakeTerminal(terminal).ui.interactive).toBe(interactive);
});

it('says everything else on stderr', () => {
  const { ui, stdout, stderr } = fakeTerminal({});
  ui.note('note');
  ui.step('step');
  ui.success('success');
  ui.warn('warn');
  ui.error('error', 'hint\nof two lines');
  expect(stdout()).toBe('');
  expect(stderr()).toBe('note\n• step\n✔ success\n▲ warn\n✖ error\n  hint\n  of two lines\n');
});

describe('a sentence that is longer than the line', () => {
  const message = 'Cannot find a directory of this name. Run "npx create-mcp-provider" in it.';

  it('goes on below itself in a terminal, where what people copy stays whole', () => {
    const { ui, stderr } = fakeTerminal({ tty: true, env: { NO_COLOR: '1' } });
    ui.error(message, `${message}\n  GET /rooms/{room_id}/messages/{message_id}`);
    expect(stderr()).toBe(
      [
        '✖ Cannot find a directory of this name.',
        '  Run "npx create-mcp-provider" in it.',
        '  Cannot find a directory of this name.',
        '  Run "npx create-mcp-provider" in it.',
        '    GET /rooms/{room_id}/messages/{message_id}',
        '',
      ].join('\n'),
    );
  });

  it('is one line elsewhere', () => {
    const { ui, stderr } = fakeTerminal({});
    ui.warn(message);
    expect(stderr()).toBe(`▲ ${message}\n`);
  });
});

it('lets nothing but our colours through to people', () => {
  const { ui, stderr } = fakeTerminal({ tty: true });
  ui.note(`${ui.stderr.paint.red('red')} \u001b[32mgreen \u001b[8mhidden \u001b]0;title\u0007`);
  expect(stderr()).toBe(
    '\u001b[31mred\u001b[39m \\u001b[32mgreen \\u001b[8mhidden \\u001b]0;title\\u0007\n',
  );
});

it.each([
  { tty: true, interactive: true },
  { tty: false, interactive: false },
])('asks only where somebody can answer: %j', ({ tty, interactive }) => {
  expect(fakeTerminal({ tty }).ui.interactive).toBe(interactive);
});

describe('progress', () => {
  it('says how the work ended', async () => {
    const { ui, stderr } = fakeTerminal({});
    await expect(ui.progress('Install', async () => 7)).resolves.toBe(7);
    await expect(ui.progress('Test', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(stderr()).toBe('• Install\n✔ Install\n• Test\n✖ Test\n');
  });

  it('leaves no trace of its moving line on a terminal', async () => {
    const { ui, stderr } = fakeTerminal({ tty: true, env: { NO_COLOR: '1' } });
    await ui.progress('Install', async (update) => {
      update('react');
      ui.note('a line above');
    });
    expect(shown(stderr())).toBe('a line above\n✔ Install\n');
  });

  it('does not move in CI', async () => {
    const { ui, stderr } = fakeTerminal({ tty: true, env: { NO_COLOR: '1', CI: 'true' } });
    await ui.progress('Install', async (update) => update('react'));
    expect(stderr()).toBe('• Install\n✔ Install\n');
  });
});

/** What a terminal shows in the end: `ERASE_LINE` removes what stood in the last line. */
const shown = (written: string) =>
  written
    .split(ERASE_LINE)
    .reduce((text, next) => text.slice(0, text.lastIndexOf('\n') + 1) + next);
