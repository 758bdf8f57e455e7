import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { PASTE_MODE, typedInput } from '../../src/ui/typed-input.js';

const mode = (keys: object, isRaw: boolean) =>
  (keys as { setRawMode(isRaw: boolean): void }).setRawMode(isRaw);

/** What questions read of these chunks, and what the terminal was told. */
function typed(...chunks: (string | Buffer)[]) {
  const [source, output] = [new PassThrough(), new PassThrough()];
  const keys = typedInput(source, output, () => {});
  mode(keys, true);
  mode(keys, true);
  for (const chunk of chunks) source.emit('data', chunk);
  mode(keys, false);
  source.emit('data', Buffer.from('unheard'));
  return { read: String(keys.read() ?? ''), told: String(output.read()) };
}

it.each([
  ['typing', ['a', 'b\r'], 'ab\r'],
  ['keys', ['\u001B[B', '\u001B[Z'], '\u001B[B\u001B[Z'],
  ['a pasted line', ['\u001B[200~acme\n\u001B[201~'], 'acme'],
  ['pasted lines', ['\u001B[200~Acme\r\nrooms\u001B[201~', '!'], 'Acme ↵ rooms!'],
  [
    'a text that is pasted in pieces',
    ['x\u001B[200~Ac', 'me\nro', 'oms\u001B[201~\r'],
    'xAcme ↵ rooms\r',
  ],
  ...[1, 2, 5].map((cut): [string, string[], string] => [
    `an end that is cut after ${cut} characters`,
    ['\u001B[200~Acme', '\nrooms\u001B[201~'.slice(0, 6 + cut), '\u001B[201~'.slice(cut), '!\r'],
    'Acme ↵ rooms!\r',
  ]),
  ['a beginning that is cut', ['\u001B[20', '0~Acme\nrooms\u001B[201~'], 'Acme ↵ rooms'],
  ['Escape and Alt', ['\u001B', '\u001B[', 'a'], '\u001B\u001B[a'],
  ['Ctrl-C in a paste without end', ['\u001B[200~Acme', '\u0003', 'a'], '\u0003a'],
  [
    'lines in one piece, where the terminal does not mark them',
    ['Acme\rrooms\r'],
    'Acme ↵ rooms\r',
  ],
])('what is read of %s', (_, chunks, read) => {
  expect(typed(...chunks).read).toBe(read);
});

it('asks the terminal to mark what is pasted, until it stops reading', () => {
  expect(typed('').told).toBe(`${PASTE_MODE.on}${PASTE_MODE.on}${PASTE_MODE.off}`);
});

it('ignores a pasted text where a single letter answers, and still reads keys', async () => {
  const [source, output] = [new PassThrough(), new PassThrough()];
  const keys = typedInput(source, output, () => {});
  const read = async (isYesOrNo: boolean) => {
    expect(await keys.begin({ isYesOrNo })).toBe(true);
    mode(keys, true);
    source.emit('data', Buffer.from('\u001B[200~my key\u001B[201~'));
    source.emit('data', Buffer.from('n'));
    mode(keys, false);
    return String(keys.read());
  };
  expect(await read(true)).toBe('n');
  expect(await read(false)).toBe('my keyn');
});
